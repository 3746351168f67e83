package io.hitless.device.sim;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Two units acting as one switch: the only thing here that behaves. Sessions, renderers and the
/// install engine read and change it, always on its timeline.
final class Chassis {
  /// What carries the management address: told when the unit that answers dies or another takes
  /// over.
  interface ManagementPort {
    /// Every session freezes: no more bytes, and no word of farewell.
    void vanish();

    /// Connections are refused from now on.
    void close();

    /// The active unit answers, with its own keys and the algorithms of what it runs.
    void open();

    /// New connections are offered what the device would offer now.
    default void refresh() {}
  }

  private static final ManagementPort NOBODY =
      new ManagementPort() {
        @Override
        public void vanish() {}

        @Override
        public void close() {}

        @Override
        public void open() {}
      };

  private final Profile profile;
  private final Timeline timeline;
  private final DeviceClock clock;
  private final Pace pace;
  private final Random random;
  private final SystemLog log;
  private final Configuration configuration;
  private final List<Unit> units;
  private final Redundancy redundancy;
  private final InstallEngine install;
  private final Troubles troubles;
  private String hostname;
  private final String keyName;
  private final Map<String, Character> smus = new TreeMap<>();
  private final Set<String> knownServers = new HashSet<>();
  private final FileServers fileServers = new FileServers();
  private String keyGeneration = "";
  private String promptSuffix = "";
  private Optional<Release> spoken = Optional.empty();
  private volatile int vtyLines;
  private ManagementPort port = NOBODY;
  private volatile int active = 0;

  Chassis(Profile profile, String hostname, Release running, Timeline timeline, double jitter) {
    this.profile = profile;
    this.hostname = hostname;
    this.keyName = hostname;
    this.vtyLines = profile.vtyLines();
    this.timeline = timeline;
    this.clock = new DeviceClock(timeline, profile);
    this.pace = new Pace(hostname.hashCode(), jitter);
    this.random = new Random(hostname.hashCode() * 31L);
    this.log = new SystemLog(clock);
    Instant bootedAt = timeline.now().minusSeconds(86_400L * (9 + random.nextInt(200)));
    this.configuration = new Configuration(profile, hostname, bootedAt.plusSeconds(3_600));
    this.units =
        List.of(
            new Unit(profile, 1, hostname, running, UnitRole.ACTIVE, bootedAt),
            new Unit(
                profile, 2, hostname, running, UnitRole.STANDBY_HOT, bootedAt.plusSeconds(120)));
    this.troubles = new Troubles(this);
    this.redundancy = new Redundancy(this);
    this.install = new InstallEngine(this);
  }

  Profile profile() {
    return profile;
  }

  String hostname() {
    return hostname;
  }

  /// What host keys are derived from: the name at birth.
  String keyName() {
    return keyName;
  }

  /// How many sessions there can be at once.
  int vtyLines() {
    return vtyLines;
  }

  void vtyLines(int lines) {
    vtyLines = lines;
  }

  /// Empty for as long as the host key is the one it always was.
  String keyGeneration() {
    return keyGeneration;
  }

  void newHostKey() {
    keyGeneration += "'";
  }

  /// The release whose SSH algorithms are offered.
  Release spokenRelease() {
    return spoken.orElse(release());
  }

  void speaksLike(Release release) {
    spoken = Optional.of(release);
    port.refresh();
  }

  /// What stands between name and prompt character; text ending in a colon and a blank is the whole
  /// prompt.
  String promptSuffix() {
    return promptSuffix;
  }

  void promptSuffix(String text) {
    promptSuffix = text;
  }

  /// Whether this is the first copy from a server, whose key is not known then.
  boolean meets(String url) {
    return knownServers.add(url.replaceFirst("^\\w+:/*([^/@]*@)?([^/]*).*", "$2"));
  }

  /// The world that images are copied from.
  FileServers fileServers() {
    return fileServers;
  }

  /// Maintenance packages by file name, with their letter.
  Map<String, Character> smus() {
    return smus;
  }

  void rename(String name) {
    hostname = name;
  }

  Timeline timeline() {
    return timeline;
  }

  DeviceClock clock() {
    return clock;
  }

  Pace pace() {
    return pace;
  }

  Random random() {
    return random;
  }

  SystemLog log() {
    return log;
  }

  Configuration configuration() {
    return configuration;
  }

  List<Unit> units() {
    return units;
  }

  Redundancy redundancy() {
    return redundancy;
  }

  InstallEngine install() {
    return install;
  }

  Troubles troubles() {
    return troubles;
  }

  ManagementPort port() {
    return port;
  }

  void attach(ManagementPort managementPort) {
    port = managementPort;
  }

  Unit active() {
    return units.get(active);
  }

  /// The other unit, whatever state it is in.
  Unit peer() {
    return units.get(1 - active);
  }

  Optional<Unit> standby() {
    return peer().role().isStandby() ? Optional.of(peer()) : Optional.empty();
  }

  void makeActive(Unit unit) {
    active = unit.number() - 1;
  }

  /// What the active unit runs, which is what decides how everything is worded.
  Release release() {
    return active().running();
  }

  boolean is17() {
    return release().is17();
  }

  /// Reloads everything. What was activated and never committed is lost with it.
  void reload(String reason) {
    redundancy.reloadAll(install.fallBack(), reason);
  }

  Procedure procedure(String name) {
    return new Procedure(timeline, tick -> troubles.tick(name + "." + tick));
  }
}
