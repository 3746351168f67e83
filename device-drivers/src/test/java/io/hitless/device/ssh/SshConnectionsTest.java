package io.hitless.device.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.ScriptedSwitch;
import io.hitless.device.ScriptedSwitch.Terminal;
import io.hitless.device.Secret;
import io.hitless.device.SshProfile;
import io.hitless.device.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.RejectAllPasswordAuthenticator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SshConnectionsTest {
  private static final SshSettings QUICK =
      new SshSettings(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          4);

  private final SshConnections connections = new SshConnections(QUICK);

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void a_terminal_takes_what_is_typed_and_gives_what_is_printed() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(
                terminal -> terminal.print("got " + terminal.readLine()).fallSilent());
        Shell shell = connections.open(device.target())) {
      shell.type("show clock\r");

      assertThat(readUntil(shell, "clock")).isEqualTo("got show clock");
      assertThat(shell.hostKey()).isEqualTo(device.hostKey());
    }
  }

  @Test
  void a_character_cut_in_two_pieces_arrives_whole() {
    byte[] bytes = "Zürich €".getBytes(StandardCharsets.UTF_8);
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              for (byte each : bytes) {
                terminal.print(new byte[] {each});
                terminal.readLine();
              }
              terminal.fallSilent();
            });
        Shell shell = connections.open(device.target())) {
      StringBuilder seen = new StringBuilder();
      for (int i = 0; i < bytes.length; i++) {
        seen.append(shell.read(Duration.ofMillis(50)));
        shell.type("\r");
      }
      seen.append(shell.read(Duration.ofMillis(200)));

      assertThat(seen).hasToString("Zürich €");
    }
  }

  @Test
  void another_key_than_the_pinned_one_is_refused_before_any_credential_is_offered() {
    try (ScriptedSwitch device = ScriptedSwitch.following(Terminal::fallSilent)) {
      Target pinnedToAnother =
          device.target(SshProfile.MODERN, HostKeyPolicy.PINNED, Set.of("SHA256:other"), "right");

      assertThatThrownBy(() -> connections.open(pinnedToAnother))
          .isInstanceOfSatisfying(
              DeviceException.HostKeyChanged.class,
              changed -> {
                assertThat(changed.offered()).isEqualTo(device.hostKey());
                assertThat(changed.pinned()).containsExactly("SHA256:other");
              });
      assertThat(device.passwordsTried()).isZero();
    }
  }

  @Test
  void the_first_key_is_trusted_only_while_none_is_pinned() {
    try (ScriptedSwitch device = ScriptedSwitch.following(Terminal::fallSilent)) {
      HostKeyPolicy first = HostKeyPolicy.TRUST_ON_FIRST_USE;
      connections.open(device.target(SshProfile.MODERN, first, Set.of(), "right")).close();

      assertThatThrownBy(() ->
              connections.open(
                  device.target(SshProfile.MODERN, first, Set.of("SHA256:old"), "right")))
          .isInstanceOf(DeviceException.HostKeyChanged.class);
      assertThatThrownBy(() ->
              connections.open(
                  device.target(SshProfile.MODERN, HostKeyPolicy.PINNED, Set.of(), "right")))
          .isInstanceOf(DeviceException.HostKeyChanged.class);
    }
  }

  @Test
  void one_of_several_pinned_keys_is_enough() {
    try (ScriptedSwitch device = ScriptedSwitch.following(Terminal::fallSilent)) {
      Set<String> both = Set.of("SHA256:the-other-supervisor", device.hostKey());

      connections
          .open(device.target(SshProfile.MODERN, HostKeyPolicy.PINNED, both, "right"))
          .close();
    }
  }

  @Test
  void a_wrong_password_is_tried_once_and_never_again_by_another_method() {
    try (ScriptedSwitch device =
        ScriptedSwitch.following(
            Terminal::fallSilent,
            server ->
                server.setKeyboardInteractiveAuthenticator(
                    DefaultKeyboardInteractiveAuthenticator.INSTANCE))) {
      assertThatThrownBy(() ->
              connections.open(
                  device.target(
                      SshProfile.MODERN, HostKeyPolicy.PINNED, Set.of(device.hostKey()), "wrong")))
          .isInstanceOf(DeviceException.LoginRefused.class)
          .hasMessageContaining("user noc was refused")
          .hasMessageNotContaining("wrong");
      assertThat(device.passwordsTried()).isOne();
    }
  }

  @Test
  void a_device_that_only_takes_keyboard_interactive_gets_the_password_that_way() {
    try (ScriptedSwitch device =
        ScriptedSwitch.following(
            Terminal::fallSilent,
            server -> {
              server.setKeyboardInteractiveAuthenticator(
                  DefaultKeyboardInteractiveAuthenticator.INSTANCE);
              server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
            })) {
      connections.open(device.target()).close();

      assertThat(device.passwordsTried()).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource({"RSA, 2048, PEM", "RSA, 2048, OPENSSH", "EC, 256, OPENSSH"})
  void a_private_key_logs_in_without_a_password(String algorithm, int size, String notation)
      throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    KeyPair key = generator.generateKeyPair();
    try (ScriptedSwitch device =
        ScriptedSwitch.following(
            Terminal::fallSilent,
            server -> {
              server.setPasswordAuthenticator(RejectAllPasswordAuthenticator.INSTANCE);
              server.setPublickeyAuthenticator(
                  (user, offered, session) -> KeyUtils.compareKeys(offered, key.getPublic()));
            })) {
      String text = notation.equals("PEM") ? pem(key) : openSsh(key);

      connections.open(withKey(device.target(), text)).close();
    }
  }

  @Test
  void a_private_key_that_cannot_be_read_is_a_refused_login_without_the_key_in_its_words() {
    try (ScriptedSwitch device = ScriptedSwitch.following(Terminal::fallSilent)) {
      assertThatThrownBy(() -> connections.open(withKey(device.target(), "no key at all")))
          .isInstanceOf(DeviceException.LoginRefused.class)
          .hasMessageContaining("can not be read")
          .hasMessageNotContaining("no key at all");
    }
  }

  @Test
  void an_old_device_is_met_only_with_the_legacy_profile_and_the_error_says_so() {
    try (ScriptedSwitch device =
        ScriptedSwitch.following(Terminal::fallSilent, SshConnectionsTest::likeIosXe16)) {
      assertThatThrownBy(() -> connections.open(device.target()))
          .isInstanceOf(DeviceException.Unreachable.class)
          .hasMessageContaining("no common algorithm")
          .hasMessageContaining("diffie-hellman-group14-sha1")
          .hasMessageContaining("curve25519-sha256")
          .hasMessageContaining("LEGACY");

      Target legacy =
          device.target(SshProfile.LEGACY, HostKeyPolicy.PINNED, Set.of(device.hostKey()), "right");
      connections.open(legacy).close();

      assertThatThrownBy(() -> connections.open(device.target()))
          .as("the profile of one session is not the profile of the next")
          .isInstanceOf(DeviceException.Unreachable.class);
    }
  }

  @Test
  void the_key_exchange_is_a_cheap_one() throws Exception {
    AtomicReference<String> agreed = new AtomicReference<>("");
    try (ScriptedSwitch device =
            ScriptedSwitch.following(Terminal::fallSilent, server -> watchKex(server, agreed));
        Shell shell = connections.open(device.target())) {
      assertThat(shell.hostKey()).isNotEmpty();
      assertThat(agreed).hasValue("curve25519-sha256");
    }
  }

  @Test
  void a_closed_port_is_unreachable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThatThrownBy(() -> connections.open(anyTarget("127.0.0.1", port)))
        .isInstanceOf(DeviceException.Unreachable.class)
        .hasMessageContaining("connection refused");
  }

  @Test
  void a_name_that_does_not_resolve_is_unreachable() {
    assertThatThrownBy(() -> connections.open(anyTarget("no-such-switch.invalid", 22)))
        .isInstanceOf(DeviceException.Unreachable.class)
        .hasMessageContaining("does not resolve");
  }

  @Test
  void a_connection_closed_before_the_greeting_means_that_all_lines_are_taken() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> closeAtOnce(socket));

      assertThatThrownBy(() -> connections.open(anyTarget("127.0.0.1", socket.getLocalPort())))
          .isInstanceOf(DeviceException.Unreachable.class)
          .hasMessageContaining("terminal lines");
    }
  }

  @Test
  void a_device_that_never_greets_is_unreachable_after_the_deadline() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> connections.open(anyTarget("127.0.0.1", socket.getLocalPort())))
          .isInstanceOf(DeviceException.Unreachable.class)
          .hasMessageContaining("no answer in time");
    }
  }

  @Test
  void a_device_that_greets_without_end_is_given_up() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> babble(socket));

      assertThat(
              catchThrowable(() -> connections.open(anyTarget("127.0.0.1", socket.getLocalPort()))))
          .isInstanceOf(DeviceException.Unreachable.class);
    }
  }

  @Test
  void closing_from_another_thread_ends_a_waiting_read_at_once() throws Exception {
    try (ScriptedSwitch device = ScriptedSwitch.following(Terminal::fallSilent)) {
      Shell shell = connections.open(device.target());
      CountDownLatch reading = new CountDownLatch(1);
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            reading.countDown();
            ended.complete(catchThrowable(() -> shell.read(Duration.ofMinutes(10))));
          });
      reading.await();

      shell.close();

      assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(DeviceException.HungUp.class);
    }
  }

  @Test
  void what_was_printed_before_hanging_up_is_still_read() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.print("SUCCESS: install_activate");
              terminal.readLine();
              terminal.hangUp();
            });
        Shell shell = connections.open(device.target())) {
      assertThat(readUntil(shell, "activate")).isEqualTo("SUCCESS: install_activate");
      shell.type("\r");

      assertThatThrownBy(() -> shell.read(Duration.ofSeconds(10)))
          .isInstanceOf(DeviceException.HungUp.class);
    }
  }

  @Test
  void no_more_devices_shake_hands_at_once_than_permitted() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ScriptedSwitch device =
        ScriptedSwitch.following(
            Terminal::fallSilent,
            server ->
                server.setPasswordAuthenticator((user, password, session) -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  Thread.yield();
                  now.decrementAndGet();
                  return true;
                }))) {
      List<CompletableFuture<Void>> opening =
          java.util.stream.IntStream.range(0, 24)
              .mapToObj(any ->
                  CompletableFuture.runAsync(
                      () -> connections.open(device.target()).close(),
                      task -> Thread.ofVirtual().start(task)))
              .toList();
      CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new)).get(40, TimeUnit.SECONDS);

      assertThat(most.get()).isBetween(1, QUICK.handshakes());
    }
  }

  @SuppressWarnings("deprecation")
  private static void likeIosXe16(SshServer server) {
    server.setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg14)));
    server.setSignatureFactories(List.of(BuiltinSignatures.rsa));
    server.setCipherFactories(List.of(BuiltinCiphers.aes128cbc));
    server.setMacFactories(List.of(BuiltinMacs.hmacsha1));
  }

  private static void watchKex(SshServer server, AtomicReference<String> agreed) {
    server.addSessionListener(
        new org.apache.sshd.common.session.SessionListener() {
          @Override
          public void sessionEvent(org.apache.sshd.common.session.Session session, Event event) {
            if (event == Event.KexCompleted) {
              agreed.set(session.getNegotiatedKexParameter(KexProposalOption.ALGORITHMS));
            }
          }
        });
  }

  private static void closeAtOnce(ServerSocket socket) {
    try {
      while (true) {
        socket.accept().close();
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void babble(ServerSocket socket) {
    try (Socket met = socket.accept()) {
      byte[] line = "welcome to the banner that never ends\r\n".getBytes(StandardCharsets.US_ASCII);
      while (true) {
        met.getOutputStream().write(line);
      }
    } catch (IOException closed) {
      // given up, as hoped
    }
  }

  private static Target anyTarget(String host, int port) {
    return new Target(
        "core-1",
        host,
        port,
        new Credentials("noc", Optional.of(Secret.of("right")), Optional.empty(), Optional.empty()),
        SshProfile.MODERN,
        HostKeyPolicy.TRUST_ON_FIRST_USE,
        Set.of());
  }

  private static Target withKey(Target target, String pem) {
    return new Target(
        target.name(),
        target.host(),
        target.port(),
        new Credentials("noc", Optional.empty(), Optional.empty(), Optional.of(Secret.of(pem))),
        target.sshProfile(),
        target.hostKeyPolicy(),
        target.pinnedKeys());
  }

  private static String pem(KeyPair key) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write("-----BEGIN PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII));
    out.write(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(key.getPrivate().getEncoded()));
    out.write("\n-----END PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII));
    return out.toString(StandardCharsets.US_ASCII);
  }

  private static String openSsh(KeyPair key) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "noc", null, out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  private static String readUntil(Shell shell, String end) {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(end) < 0) {
      seen.append(shell.read(Duration.ofSeconds(10)));
    }
    return seen.toString();
  }
}
