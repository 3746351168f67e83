package io.hitless.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/// A device that follows a script line by line, however odd: a real SSH server on the loopback
/// address.
public final class ScriptedSwitch implements AutoCloseable {
  private static final KeyPair KEY = rsa();

  private final SshServer server = SshServer.setUpDefaultServer();
  private final List<String> typed = new CopyOnWriteArrayList<>();
  private final AtomicInteger passwordsTried = new AtomicInteger();

  private ScriptedSwitch(Script script) {
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(KEY));
    server.setPasswordAuthenticator((user, password, session) -> {
      passwordsTried.incrementAndGet();
      return password.equals("right");
    });
    server.setShellFactory(channel -> new Following(script));
    CoreModuleProperties.TCP_NODELAY.set(server, true);
  }

  /// What happens on one terminal.
  public interface Script {
    void follow(Terminal terminal) throws IOException;
  }

  public static ScriptedSwitch following(Script script) {
    return new ScriptedSwitch(script).start();
  }

  /// Not started yet, so that more can be said of its server.
  public static ScriptedSwitch following(Script script, Consumer<SshServer> also) {
    ScriptedSwitch device = new ScriptedSwitch(script);
    also.accept(device.server);
    return device.start();
  }

  /// A well-behaved one: prompt, echo, and the answer to each command that it knows.
  public static ScriptedSwitch answering(Map<String, String> answers) {
    return following(terminal -> terminal.behave("core-1", answers));
  }

  private ScriptedSwitch start() {
    try {
      server.start();
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    return this;
  }

  public Target target() {
    return target(SshProfile.MODERN, HostKeyPolicy.PINNED, Set.of(hostKey()), "right");
  }

  public Target target(
      SshProfile profile, HostKeyPolicy policy, Set<String> pinned, String password) {
    return new Target(
        "core-1",
        "127.0.0.1",
        server.getPort(),
        new Credentials(
            "noc",
            Optional.of(Secret.of(password)),
            Optional.of(Secret.of("enable-me")),
            Optional.empty()),
        profile,
        policy,
        pinned);
  }

  public String hostKey() {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, KEY.getPublic());
  }

  /// Every line that was typed, on whichever terminal.
  public List<String> typed() {
    return List.copyOf(typed);
  }

  public int passwordsTried() {
    return passwordsTried.get();
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// The device's side of a terminal.
  public final class Terminal {
    private final InputStream in;
    private final OutputStream out;
    private final CountDownLatch gone;
    private final Runnable hangUp;

    private Terminal(InputStream in, OutputStream out, CountDownLatch gone, Runnable hangUp) {
      this.in = in;
      this.out = out;
      this.gone = gone;
      this.hangUp = hangUp;
    }

    /// Sends text as one piece.
    public Terminal print(String text) throws IOException {
      return print(text.getBytes(StandardCharsets.UTF_8));
    }

    public Terminal print(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      return this;
    }

    /// The next line typed, without echo.
    public String readLine() throws IOException {
      StringBuilder line = new StringBuilder();
      while (true) {
        int c = in.read();
        if (c < 0) {
          throw new IOException("the other side left");
        }
        if (c == '\r') {
          typed.add(line.toString());
          return line.toString();
        }
        line.append((char) c);
      }
    }

    /// The next character typed.
    public int readKey() throws IOException {
      return in.read();
    }

    /// The next line typed, echoed as a switch does.
    public String readEchoing() throws IOException {
      String line = readLine();
      print(line + "\r\n");
      return line;
    }

    /// Answers like a switch without a mind of its own, for as long as it is asked.
    public void behave(String name, Map<String, String> answers) throws IOException {
      print("\r\n" + name + "#");
      while (true) {
        answer(name, readEchoing(), answers);
      }
    }

    /// Answers until `command` is typed, which is echoed and left to the script.
    public void behaveUntil(String name, String command) throws IOException {
      print("\r\n" + name + "#");
      while (true) {
        String line = readEchoing();
        if (line.equals(command)) {
          return;
        }
        answer(name, line, Map.of());
      }
    }

    public void answer(String name, String line, Map<String, String> answers) throws IOException {
      String text =
          answers.getOrDefault(
              line,
              line.startsWith("terminal ") || line.isEmpty()
                  ? ""
                  : line.equals("show privilege")
                      ? "Current privilege level is 15\n"
                      : "                ^\n% Invalid input detected at '^' marker.\n\n");
      print(text.replace("\n", "\r\n") + name + "#");
    }

    /// Says nothing more until the other side leaves.
    public void fallSilent() throws IOException {
      try {
        gone.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    public void hangUp() {
      hangUp.run();
    }
  }

  private final class Following implements Command {
    private final Script script;
    private final CountDownLatch gone = new CountDownLatch(1);
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private Optional<ExitCallback> exit = Optional.empty();

    private Following(Script script) {
      this.script = script;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      Thread.ofVirtual().start(() -> follow(channel));
    }

    private void follow(ChannelSession channel) {
      try {
        script.follow(new Terminal(in, out, gone, () -> channel.getSession().close(true)));
      } catch (IOException | RuntimeException left) {
        // the other side went away, which ends a script
      } finally {
        exit.ifPresent(callback -> callback.onExit(0));
      }
    }

    @Override
    public void destroy(ChannelSession channel) {
      gone.countDown();
    }

    @Override
    public void setInputStream(InputStream input) {
      in = input;
    }

    @Override
    public void setOutputStream(OutputStream output) {
      out = output;
    }

    @Override
    public void setErrorStream(OutputStream error) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = Optional.of(callback);
    }
  }
}
