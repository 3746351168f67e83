package io.hitless.device.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;

/// A terminal with nobody clever behind it: types, and waits for text to appear.
final class BareClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final SshClient SSH = client();

  private final ClientSession session;
  private final ChannelShell shell;
  private final StringBuilder screen = new StringBuilder();
  private final OutputStream keys;
  private int seen;
  private boolean ended;

  BareClient(SimulatedSwitch device) throws IOException {
    this(device, "issu", "issu-password", 0);
  }

  BareClient(SimulatedSwitch device, String user, String password, int columns) throws IOException {
    session = connect(device, user, password);
    shell = session.createShellChannel();
    shell.setPtyColumns(columns == 0 ? 80 : columns);
    shell.setPtyLines(24);
    Sink sink = new Sink();
    shell.setOut(sink);
    shell.setErr(sink);
    shell.open().verify(PATIENCE);
    keys = shell.getInvertedIn();
  }

  static ClientSession connect(SimulatedSwitch device, String user, String password)
      throws IOException {
    ClientSession session =
        SSH.connect(user, device.address(), device.port()).verify(PATIENCE).getSession();
    session.addPasswordIdentity(password);
    session.auth().verify(PATIENCE);
    return session;
  }

  @SuppressWarnings("deprecation")
  private static SshClient client() {
    SshClient client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier((session, address, key) -> true);
    client.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            false,
            java.util.List.of(
                BuiltinDHFactories.curve25519,
                BuiltinDHFactories.ecdhp256,
                BuiltinDHFactories.dhg14),
            ClientBuilder.DH2KEX));
    client.setSignatureFactories(
        java.util.List.of(
            BuiltinSignatures.nistp256,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA256,
            BuiltinSignatures.rsa));
    client.setCipherFactories(
        java.util.List.of(
            BuiltinCiphers.aes128ctr, BuiltinCiphers.aes128gcm, BuiltinCiphers.aes128cbc));
    client.setMacFactories(
        java.util.List.of(BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha256, BuiltinMacs.hmacsha1));
    client.start();
    return client;
  }

  ClientSession session() {
    return session;
  }

  ChannelShell channel() {
    return shell;
  }

  void type(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /// Waits until what came since the last wait holds the text; hands back all of that.
  String until(String text) {
    return until(screenful -> screenful.contains(text), text);
  }

  String until(Predicate<String> enough, String what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (screen) {
      while (!enough.test(screen.substring(seen))) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || ended) {
          throw new AssertionError("waited for <" + what + "> and saw:\n" + screen.substring(seen));
        }
        try {
          screen.wait(left);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      String text = screen.substring(seen);
      seen = screen.length();
      return text;
    }
  }

  /// Types a command and hands back what it printed, without echo and prompt.
  String run(String command) throws IOException {
    type(command + "\r");
    String text =
        until(
            screenful -> screenful.matches("(?s).*\r\n[\\w.-]+(\\([\\w-]+\\))?[>#]"),
            "a prompt after " + command);
    int start = text.indexOf("\r\n") + 2;
    int end = text.lastIndexOf("\r\n") + 2;
    return text.substring(start, Math.max(start, end)).replace("\r\n", "\n");
  }

  BareClient ready() throws IOException {
    until(screenful -> screenful.matches("(?s).*\r\n[\\w.-]+[>#]"), "the first prompt");
    run("terminal length 0");
    run("terminal width 511");
    return this;
  }

  String screen() {
    synchronized (screen) {
      return screen.toString();
    }
  }

  @Override
  public void close() {
    session.close(true);
  }

  private final class Sink extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int start, int length) {
      synchronized (screen) {
        screen.append(new String(bytes, start, length, StandardCharsets.UTF_8));
        screen.notifyAll();
      }
    }

    @Override
    public void close() {
      synchronized (screen) {
        ended = true;
        screen.notifyAll();
      }
    }
  }
}
