package io.hitless.api.secrets;

import io.hitless.api.Hitless;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The service as a process of its own: what it logs, its threads and its memory are its own too.
final class ServiceProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern STARTED = Pattern.compile("Started Hitless in");

  private final Process process;
  private final StringBuffer log = new StringBuffer();
  private final CompletableFuture<Integer> started = new CompletableFuture<>();
  private final Thread reader;

  private ServiceProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /// @param environment variables beside those of this process
  /// @param settings as arguments
  static ServiceProcess start(Map<String, String> environment, List<String> settings)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(tool("java"));
    command.addAll(
        List.of(
            "-Xmx400m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+HeapDumpOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Hitless.class.getName()));
    command.addAll(settings);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new ServiceProcess(builder.start());
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private void read() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int port = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
        Matcher found = PORT.matcher(line);
        if (found.find()) {
          port = Integer.parseInt(found.group(1));
        }
        if (STARTED.matcher(line).find()) {
          started.complete(port);
        }
      }
    } catch (IOException gone) {
      log.append("(the log broke off)\n");
    }
    started.completeExceptionally(new IllegalStateException("did not start:\n" + log));
  }

  int port() {
    return started.orTimeout(180, TimeUnit.SECONDS).join();
  }

  String log() {
    return log.toString();
  }

  /// The log of a process that was meant not to start.
  String logOfTheEnd() throws InterruptedException {
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it started:\n" + log);
    }
    reader.join();
    return log();
  }

  int exitCode() {
    return process.exitValue();
  }

  /// What `jcmd` answers.
  String ask(String... words) {
    try {
      var command = new ArrayList<>(List.of(tool("jcmd"), Long.toString(process.pid())));
      command.addAll(List.of(words));
      Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (asked.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
      return said;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /// Asks it to end, and waits until its last word is read.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      reader.join();
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
