package io.hitless.device.sim;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One simulated pair behind a real SSH server, on the loopback address unless told otherwise.
/// Build, [#start], talk to it, [#close].
public final class SimulatedSwitch implements Closeable {
  private final Profile profile;
  private final Chassis chassis;
  private final CommandLog log;
  private final SshFace face;
  private final String targetVersion;
  private final String knownAs;

  private SimulatedSwitch(Builder builder) {
    this.profile = builder.profile;
    Release running =
        Release.of(
            builder.startVersion.or(builder.scenario::startVersion).orElse(profile.startVersion()));
    Timeline timeline =
        new ScaledTimeline(Threads.shared(), builder.scale, builder.clock.instant());
    this.chassis =
        new Chassis(builder.profile, builder.hostname, running, timeline, builder.jitter);
    this.log = builder.log;
    this.targetVersion =
        builder.targetVersion.or(builder.scenario::targetVersion).orElse(profile.targetVersion());
    Login login =
        new Login(
            builder.username,
            builder.password,
            Optional.ofNullable(builder.enableSecret),
            builder.privilege,
            builder.permitted);
    if (builder.permitted.isPresent()) {
      builder.configured("aaa authorization commands 1 default group tacacs+ local");
      builder.configured("aaa authorization commands 15 default group tacacs+ local");
    }
    this.face =
        new SshFace(
            chassis,
            login,
            log,
            builder.hostKeyPerUnit,
            builder.authorisedKeys,
            new InetSocketAddress(builder.listen, builder.port));
    this.knownAs = builder.knownAs;
    chassis.attach(face);
    builder.published.forEach(chassis.fileServers()::publish);
    builder.fileServerAccount.ifPresent(
        account -> chassis.fileServers().admitOnly(account.username(), account.password()));
    builder.configured.forEach(chassis.configuration()::drift);
    chassis.configuration().save(timeline.now());
    Scenario scenario = builder.scenario;
    if (builder.imageOnFlash) {
      chassis.active().flash().put(StoredFile.of(targetImage(), timeline.now()));
    }
    chassis.timeline().run(() -> chassis.troubles().expect(scenario.mishaps()));
  }

  public static Builder builder() {
    return new Builder();
  }

  /// @throws UncheckedIOException when the port is taken
  public SimulatedSwitch start() {
    try {
      face.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /// Where others reach it.
  public String address() {
    return knownAs;
  }

  public int port() {
    return face.port();
  }

  public String hostname() {
    return chassis.hostname();
  }

  public Profile profile() {
    return profile;
  }

  /// Fingerprints as `SHA256:…` of every key that either unit may ever show.
  public List<String> hostKeys() {
    return face.fingerprints();
  }

  /// The image of the profile's natural upgrade, on the active unit's flash unless the builder said
  /// otherwise.
  public ImageCatalogue.Image targetImage() {
    return ImageCatalogue.image(profile, targetVersion);
  }

  /// Something goes wrong now, whatever its trigger says.
  public void strike(Mishap mishap) {
    chassis.timeline().run(() -> chassis.troubles().now(mishap));
  }

  /// The truth about the device now.
  public Snapshot snapshot() {
    CompletableFuture<Snapshot> taken = new CompletableFuture<>();
    chassis.timeline().run(() -> taken.complete(Snapshot.of(chassis)));
    return taken.join();
  }

  /// What this switch was sent so far, when its log is kept in memory.
  public List<CommandRecord> commands() {
    return log.records().stream()
        .filter(record -> record.device().equals(chassis.keyName()))
        .toList();
  }

  /// How often a client offered it a password or a key, right or wrong.
  public int loginsOffered() {
    return face.offers();
  }

  /// Puts a file on the active unit's flash.
  ///
  /// @param size in bytes
  public void putFile(String name, long size) {
    chassis
        .timeline()
        .run(() ->
            chassis.active().flash().put(StoredFile.of(name, size, chassis.timeline().now())));
  }

  @Override
  public void close() {
    try {
      face.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How a switch is to be. Every setting has a default.
  public static final class Builder {
    private Profile profile = Profile.named("c9500-svl-16.9");
    private String hostname = "core-1";
    private int port;
    private InetAddress listen = InetAddress.getLoopbackAddress();
    private String knownAs = "127.0.0.1";
    private double scale = 0.01;
    private double jitter = 0.2;
    private String username = "issu";
    private String password = "issu-password";
    private @Nullable String enableSecret;
    private int privilege = 15;
    private Optional<List<Pattern>> permitted = Optional.empty();
    private boolean imageOnFlash = true;
    private boolean hostKeyPerUnit;
    private Optional<String> targetVersion = Optional.empty();
    private Optional<String> startVersion = Optional.empty();
    private CommandLog log = CommandLog.inMemory();
    private Scenario scenario = Scenario.PEACEFUL;
    private InstantSource clock = InstantSource.system();
    private final List<ImageCatalogue.Image> published = new ArrayList<>();
    private final List<String> configured = new ArrayList<>();
    private Optional<Login> fileServerAccount = Optional.empty();
    private final List<PublicKey> authorisedKeys = new ArrayList<>();

    private Builder() {}

    public Builder profile(Profile value) {
      profile = value;
      return this;
    }

    public Builder hostname(String value) {
      hostname = value;
      return this;
    }

    /// 0: any free port.
    public Builder port(int value) {
      port = value;
      return this;
    }

    /// @param listen the address of this machine that it answers on; it has no other guard than its
    ///   login
    /// @param known what others reach that address by
    public Builder listening(InetAddress listen, String known) {
      this.listen = listen;
      this.knownAs = known;
      return this;
    }

    /// Real seconds per device second: 1.0 is real time, 0.01 a hundred times as fast.
    public Builder scale(double value) {
      scale = value;
      return this;
    }

    /// How far durations may stray either way, as a fraction.
    public Builder jitter(double value) {
      jitter = value;
      return this;
    }

    public Builder username(String value) {
      username = value;
      return this;
    }

    public Builder password(String value) {
      password = value;
      return this;
    }

    /// A key of the user's own (`ip ssh pubkey-chain`), beside the password. Releases before 17
    /// take RSA only.
    public Builder authorisedKey(PublicKey value) {
      authorisedKeys.add(value);
      return this;
    }

    /// Null: the user lands at privilege 15. Otherwise at `>`, and `enable` asks for this.
    public Builder enableSecret(@Nullable String value) {
      enableSecret = value;
      return this;
    }

    /// The level at which the account lands when there is no enable secret.
    public Builder privilege(int value) {
      privilege = value;
      return this;
    }

    /// An AAA server decides about every command: it permits those that match one of these as a
    /// whole, words in full.
    public Builder permitted(String... commands) {
      permitted = Optional.of(Stream.of(commands).map(Pattern::compile).toList());
      return this;
    }

    public Builder startVersion(String value) {
      startVersion = Optional.of(value);
      return this;
    }

    /// The release whose image [SimulatedSwitch#targetImage] is, when not the profile's own target.
    public Builder targetVersion(String value) {
      targetVersion = Optional.of(value);
      return this;
    }

    /// Whether the target image is on the active unit's flash from the start.
    public Builder imageOnFlash(boolean value) {
      imageOnFlash = value;
      return this;
    }

    /// Whether each unit shows a host key of its own.
    public Builder hostKeyPerUnit(boolean value) {
      hostKeyPerUnit = value;
      return this;
    }

    /// What goes wrong. Its releases hold unless others are set.
    public Builder scenario(Scenario value) {
      scenario = value;
      return this;
    }

    public Builder commandLog(CommandLog value) {
      log = value;
      return this;
    }

    /// An image that Cisco signed and file servers hold, beside those of the catalogue: its bytes
    /// exist, so that they can be sent to the switch.
    public Builder published(ImageCatalogue.Image value) {
      published.add(value);
      return this;
    }

    /// The only account that file servers take. Without one every login is good, and FTP is
    /// anonymous.
    public Builder fileServerAccount(String user, String itsPassword) {
      fileServerAccount = Optional.of(new Login(user, itsPassword, Optional.empty()));
      return this;
    }

    /// A line of the configuration, saved: `ip scp server enable`, `file prompt noisy`.
    public Builder configured(String line) {
      configured.add(line);
      return this;
    }

    /// What the device's clock starts from.
    public Builder clock(InstantSource value) {
      clock = value;
      return this;
    }

    public SimulatedSwitch build() {
      return new SimulatedSwitch(this);
    }

    public SimulatedSwitch start() {
      return build().start();
    }
  }
}
