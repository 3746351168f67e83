package io.hitless.benchmarks;

import io.hitless.device.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.core.CoreModuleProperties;

/// The least that can hold the same conversation: the same library, transport, buffers and
/// algorithms as the product, but any host key will do, and what comes back is thrown away until it
/// ends in a prompt.
final class BareClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SshClient client;

  BareClient() {
    client = ClientBuilder.builder().hostConfigEntryResolver(HostConfigEntryResolver.EMPTY).build();
    client.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory());
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServerKeyVerifier((_, _, _) -> true);
    client.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            false,
            List.of(
                BuiltinDHFactories.curve25519,
                BuiltinDHFactories.curve25519_libssh,
                BuiltinDHFactories.ecdhp256,
                BuiltinDHFactories.ecdhp384,
                BuiltinDHFactories.ecdhp521,
                BuiltinDHFactories.dhg14_256),
            ClientBuilder.DH2KEX));
    client.setCipherFactories(
        List.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128ctr,
            BuiltinCiphers.aes192ctr,
            BuiltinCiphers.aes256ctr));
    client.setMacFactories(
        List.of(
            BuiltinMacs.hmacsha256etm,
            BuiltinMacs.hmacsha512etm,
            BuiltinMacs.hmacsha256,
            BuiltinMacs.hmacsha512));
    CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(client, 8 * 1024);
    CoreModuleProperties.WINDOW_SIZE.set(client, 64L * 1024);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    client.start();
  }

  /// Logs in, types each line of `script` once the prompt is back, and leaves.
  void converse(Target target, String hostname, List<String> script) {
    try (ClientSession session =
        client
            .connect(target.credentials().username(), target.host(), target.port())
            .verify(PATIENCE)
            .getSession()) {
      session.addPasswordIdentity(target.credentials().password().orElseThrow().reveal());
      session.auth().verify(PATIENCE);
      ChannelShell terminal = session.createShellChannel();
      terminal.setUsePty(true);
      terminal.setPtyType("vt100");
      terminal.setPtyColumns(511);
      PromptEar ear = new PromptEar(hostname);
      terminal.setOut(ear);
      terminal.setErr(ear);
      terminal.open().verify(PATIENCE);
      ear.awaitPrompt(PATIENCE);
      for (String line : script) {
        terminal.getInvertedIn().write((line + "\r").getBytes(StandardCharsets.UTF_8));
        terminal.getInvertedIn().flush();
        ear.awaitPrompt(PATIENCE);
      }
      session.close(true);
    } catch (IOException broken) {
      throw new UncheckedIOException(target.name(), broken);
    }
  }

  @Override
  public void close() {
    client.stop();
  }
}
