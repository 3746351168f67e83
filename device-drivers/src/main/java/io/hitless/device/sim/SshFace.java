package io.hitless.device.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/// The management address of a pair: an SSH server that lets go of its sessions without a word when
/// the unit behind it dies.
final class SshFace implements Chassis.ManagementPort {
  private static final String BANNER =
      """
      ##############################################################
      #  Authorised access only  >>>  all activity is recorded  <<<  #
      ##############################################################
      """;

  static final String MOTD =
      """

      # Welcome to the simulated network >
      Core switch: ask the NOC before you change anything. switch#

      """;

  private final Chassis chassis;
  private final Login login;
  private final CommandLog log;
  private final boolean keyPerUnit;
  private final List<PublicKey> authorised;
  private final SharedTransport transport = new SharedTransport();
  private final SshServer server = SshServer.setUpDefaultServer();
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final Set<TerminalCommand> terminals = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger offers = new AtomicInteger();
  private InetSocketAddress address;
  private volatile boolean listening;
  private Optional<Future<?>> rebinding = Optional.empty();

  SshFace(
      Chassis chassis,
      Login login,
      CommandLog log,
      boolean keyPerUnit,
      List<PublicKey> authorised,
      InetSocketAddress address) {
    this.chassis = chassis;
    this.login = login;
    this.log = log;
    this.keyPerUnit = keyPerUnit;
    this.authorised = List.copyOf(authorised);
    this.address = address;
  }

  void start() throws IOException {
    server.setIoServiceFactoryFactory(transport);
    server.setScheduledExecutorService(Threads.shared().timer(), false);
    server.setHost(address.getAddress().getHostAddress());
    CoreModuleProperties.WELCOME_BANNER.set(server, BANNER);
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, 6);
    CoreModuleProperties.WINDOW_SIZE.set(server, 65_536L);
    server.setChannelFactories(List.of(new OneChannel()));
    server.setPasswordAuthenticator((user, password, session) -> {
      offers.incrementAndGet();
      return user.equals(login.username()) && password.equals(login.password());
    });
    server.setKeyboardInteractiveAuthenticator(new DefaultKeyboardInteractiveAuthenticator());
    server.setPublickeyAuthenticator((user, key, session) -> {
      offers.incrementAndGet();
      return user.equals(login.username())
          && authorised.stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
    });
    server.setKeyPairProvider(session -> keys());
    server.setShellFactory(channel -> terminal(channel, Optional.empty()));
    server.setCommandFactory(this::command);
    server.addSessionListener(new Attendance());
    server.setSessionFactory(
        new VtyLines(server, () -> listening && sessions.size() < chassis.vtyLines()));
    adopt();
    address = new FreePort().start(server, address);
    listening = true;
  }

  private IoAcceptor acceptor() {
    return transport.acceptor();
  }

  int port() {
    return address.getPort();
  }

  /// Offers what the active unit's release offers.
  private void adopt() {
    Algorithms algorithms = Algorithms.of(chassis.spokenRelease());
    algorithms.apply(server);
    CoreModuleProperties.SERVER_IDENTIFICATION.set(server, algorithms.identification());
  }

  private List<KeyPair> keys() {
    return keysOf(chassis.active(), chassis.keyName() + chassis.keyGeneration());
  }

  /// How often a client showed a password or a key, right or wrong.
  int offers() {
    return offers.get();
  }

  List<String> fingerprints() {
    List<KeyPair> all = new ArrayList<>();
    chassis.units().forEach(unit -> all.addAll(keysOf(unit, chassis.keyName())));
    return KeyRing.fingerprints(all);
  }

  private List<KeyPair> keysOf(Unit unit, String owner) {
    String name = owner + (keyPerUnit ? "/" + unit.number() : "");
    return List.of(KeyRing.rsa(name), KeyRing.ec(name));
  }

  private Command command(ChannelSession channel, String line) {
    return line.startsWith("scp ")
        ? new ScpSink(chassis, login, log, numbers.incrementAndGet(), channel, line)
        : terminal(channel, Optional.of(line));
  }

  private TerminalCommand terminal(ChannelSession channel, Optional<String> only) {
    TerminalCommand terminal =
        new TerminalCommand(
            chassis.timeline(),
            (command, width, length) ->
                new Shell(chassis, login, log, command, numbers.incrementAndGet(), width, length),
            channel,
            only);
    terminals.add(terminal);
    channel.addCloseFutureListener(closed -> terminals.remove(terminal));
    return terminal;
  }

  @Override
  public void vanish() {
    listening = false;
    for (Session session : sessions) {
      session.getIoSession().suspendRead();
    }
    sessions.clear();
    terminals.forEach(TerminalCommand::lose);
    terminals.clear();
  }

  @Override
  public void close() {
    listening = false;
    acceptor().unbind();
  }

  @Override
  public void refresh() {
    adopt();
  }

  @Override
  public void open() {
    adopt();
    if (!listening) {
      listening = true;
      bind(50);
    }
  }

  /// Some other program may have the port for a moment, as the source of a connection of its own.
  private void bind(int tries) {
    try {
      acceptor().bind(address);
    } catch (IOException e) {
      if (tries == 0) {
        throw new IllegalStateException("port " + address.getPort() + " was taken over", e);
      }
      Future<?> again =
          Threads.shared().timer().schedule(() -> bind(tries - 1), 100, TimeUnit.MILLISECONDS);
      rebinding = Optional.of(again);
    }
  }

  void stop() throws IOException {
    rebinding.ifPresent(again -> again.cancel(false));
    server.stop(true);
  }

  private final class Attendance implements SessionListener {
    @Override
    public void sessionCreated(Session session) {
      sessions.add(session);
    }

    @Override
    public void sessionNegotiationEnd(
        Session session,
        Map<KexProposalOption, String> client,
        Map<KexProposalOption, String> server,
        Map<KexProposalOption, String> agreed,
        @Nullable Throwable reason) {
      if (reason != null) {
        chassis
            .timeline()
            .run(() ->
                chassis
                    .log()
                    .add(
                        "%SSH-3-NO_MATCH: No matching kex algorithm found: client "
                            + client.get(KexProposalOption.ALGORITHMS)
                            + " server "
                            + server.get(KexProposalOption.ALGORITHMS)));
      }
    }

    @Override
    public void sessionClosed(Session session) {
      sessions.remove(session);
    }
  }
}
