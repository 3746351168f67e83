package io.hitless.device.ssh;

import io.hitless.device.Destinations;
import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Target;
import io.hitless.device.command.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.channel.StreamingChannel;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;

/// Opens terminals on devices; one for the whole process.
///
/// It reads nothing from the machine it runs on: no known hosts, no identities, no configuration.
public final class SshConnections implements AutoCloseable {
  /// Of the library's advice for a terminal session, measured at 31 KiB heap each.
  private static final int READ_BUFFER = 8 * 1024;

  private static final long WINDOW = 64 * 1024;

  /// No wrapping: the longest line that IOS XE takes.
  private static final int COLUMNS = 511;

  private static final Duration BEHIND_OURS = Duration.ofSeconds(5);

  private final SshSettings settings;
  private final Destinations destinations;
  private final SshClient client;
  private final Semaphore handshakes;

  /// Connects to any address.
  public SshConnections(SshSettings settings) {
    this(settings, Destinations.ANY);
  }

  public SshConnections(SshSettings settings, Destinations destinations) {
    this.settings = settings;
    this.destinations = destinations;
    this.handshakes = new Semaphore(settings.handshakes(), true);
    client = ClientBuilder.builder().hostConfigEntryResolver(HostConfigEntryResolver.EMPTY).build();
    client.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory());
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServerKeyVerifier((session, remote, key) -> false);
    client.setUserAuthFactories(
        List.<UserAuthFactory>of(
            UserAuthPublicKeyFactory.INSTANCE,
            UserAuthPasswordFactory.INSTANCE,
            UserAuthKeyboardInteractiveFactory.INSTANCE));
    Algorithms.MODERN.applyTo(client);
    client.setForwardingFilter(null);
    client.setAgentFactory(null);
    CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(client, READ_BUFFER);
    CoreModuleProperties.WINDOW_SIZE.set(client, WINDOW);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, settings.keepAlive());
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    // Our own deadline comes first and says what was waited for; the library's only clears up.
    CoreModuleProperties.AUTH_TIMEOUT.set(client, settings.login().plus(BEHIND_OURS));
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
    CoreModuleProperties.CLIENT_IDENTIFICATION.set(client, "Hitless");
    client.addSessionListener(new TreatByProfile());
    client.start();
  }

  /// Meets a device and opens a terminal on it.
  ///
  /// @throws DeviceException.Unreachable without a connection
  /// @throws DeviceException.HostKeyChanged when the key is not pinned; nothing was offered then
  /// @throws DeviceException.LoginRefused when the device refused the account
  public Shell open(Target target) {
    return open(target, SshConnections::terminal);
  }

  /// Meets a device and starts a command on it, without a terminal: the receiving end of legacy SCP
  /// (`scp -t flash:NAME`). Fails like [#open].
  ///
  /// @param patience how long the device may take nothing and say nothing, and how long the whole
  ///   may take
  public ScpSender send(Target target, Command command, Patience patience) {
    MinaShell wire =
        open(
            target,
            session -> {
              ClientChannel channel = session.createExecChannel(command.text());
              channel.setRedirectErrorStream(true);
              return channel;
            });
    return new ScpSender(target.name(), wire, patience);
  }

  /// What is to be done on a connection; one thing each, as IOS allows.
  private interface Purpose {
    ClientChannel on(ClientSession session) throws IOException;
  }

  private static ClientChannel terminal(ClientSession session) throws IOException {
    ChannelShell channel = session.createShellChannel();
    channel.setUsePty(true);
    channel.setPtyType("vt100");
    channel.setPtyColumns(COLUMNS);
    channel.setRedirectErrorStream(true);
    return channel;
  }

  private MinaShell open(Target target, Purpose purpose) {
    Meeting meeting = new Meeting(target);
    Optional<KeyPair> key = key(target);
    try {
      handshakes.acquire();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DeviceException.Unreachable(target.name() + ": interrupted before connecting");
    }
    try {
      return meet(meeting, key, purpose);
    } finally {
      handshakes.release();
    }
  }

  private MinaShell meet(Meeting meeting, Optional<KeyPair> key, Purpose purpose) {
    Target target = meeting.target();
    ClientSession session = connect(meeting);
    String stage = "exchanging keys";
    try {
      session.setKeyIdentityProvider(
          key.map(KeyIdentityProvider::wrapKeyPairs)
              .orElse(KeyIdentityProvider.EMPTY_KEYS_PROVIDER));
      session.setPasswordIdentityProvider(context -> meeting.spendPassword());
      session.setUserInteraction(meeting);
      stage = "logging in";
      session.auth().verify(settings.login());
      stage = "opening a channel";
      ClientChannel channel = purpose.on(session);
      channel.setStreaming(StreamingChannel.Streaming.Async);
      channel.open().verify(settings.login());
      return new MinaShell(
          target.name(), meeting.offeredKey().orElseThrow(), session, channel, settings.write());
    } catch (IOException | RuntimeException trouble) {
      boolean greeted = session.getServerVersion() != null;
      session.close(true);
      throw Trouble.name(meeting, stage, greeted, trouble);
    }
  }

  private ClientSession connect(Meeting meeting) {
    Target target = meeting.target();
    try {
      return client
          .connect(
              target.credentials().username(),
              new InetSocketAddress(address(target), target.port()),
              AttributeRepository.ofKeyValuePair(Meeting.KEY, meeting))
          .verify(settings.connect())
          .getClientSession();
    } catch (DeviceException refused) {
      throw refused;
    } catch (IOException | RuntimeException trouble) {
      throw Trouble.name(meeting, "connecting", false, trouble);
    }
  }

  /// Looked up and judged once; that very address is connected to.
  private InetAddress address(Target target) throws IOException {
    try {
      return destinations.resolve(target.host());
    } catch (Destinations.Forbidden forbidden) {
      throw new DeviceException.Unreachable(target.name() + ": " + forbidden.getMessage());
    }
  }

  private static Optional<KeyPair> key(Target target) {
    try {
      return PrivateKeys.of(target.credentials());
    } catch (PrivateKeys.Unreadable why) {
      throw new DeviceException.LoginRefused(
          target.name() + ": user " + target.credentials().username() + ": " + why.getMessage());
    }
  }

  @Override
  public void close() {
    client.stop();
  }

  /// Gives each session the algorithms and the key check of its own device, before the first byte.
  private static final class TreatByProfile implements SessionListener {
    @Override
    public void sessionCreated(Session session) {
      if (session instanceof ClientSession met) {
        Meeting meeting = met.getConnectionContext().getAttribute(Meeting.KEY);
        Algorithms.of(meeting.target().sshProfile()).applyTo(session);
        met.setServerKeyVerifier(meeting);
      }
    }
  }
}
