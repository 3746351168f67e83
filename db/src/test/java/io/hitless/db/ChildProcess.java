package io.hitless.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Another JVM with the class path of this one, to be killed.
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private ChildProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::listen);
  }

  static ChildProcess of(Class<?> main, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("-Duser.timezone=UTC");
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ChildProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /// What stands behind `word` in the first line that begins with it.
  String line(String word) throws InterruptedException {
    var others = new ArrayList<String>();
    while (true) {
      String line = said.poll(60, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("the child never said " + word + " but " + others);
      }
      if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      }
      others.add(line);
    }
  }

  /// `kill -9`.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private void listen() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException ended) {
      said.add("ended: " + ended.getMessage());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
