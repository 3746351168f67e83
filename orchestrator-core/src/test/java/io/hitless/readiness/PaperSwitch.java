package io.hitless.readiness;

import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.device.Identity;
import io.hitless.device.IssuDriver;
import io.hitless.device.Permit;
import io.hitless.device.Reply;
import io.hitless.device.ShowCommand;
import io.hitless.device.facts.AutoAbort;
import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.ConfigurationState;
import io.hitless.device.facts.FileHash;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.InstallSummary.Block;
import io.hitless.device.facts.InstallSummary.Installed;
import io.hitless.device.facts.InstallSummary.State;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.Operations;
import io.hitless.device.facts.Platform;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.Redundancy.Processor;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.StandbyState;
import io.hitless.device.facts.Storage;
import io.hitless.device.facts.StoredFile;
import io.hitless.device.facts.Topology;
import io.hitless.device.facts.UnitBoot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A switch that exists on paper only: a healthy pair that may be upgraded, until a test writes one
/// thing differently. It remembers what it was asked, and refuses every change.
final class PaperSwitch implements IssuDriver {
  static final long GIGABYTE = 1_000_000_000L;

  final List<String> asked = new ArrayList<>();
  final Map<String, DeviceException> failing = new HashMap<>();
  final Map<String, Long> files = new HashMap<>();
  final Map<FileHash.Algorithm, String> hashes = new HashMap<>();
  String hostKey = "SHA256:of-this-switch";
  boolean closed;

  Software software;
  Topology topology;
  Redundancy redundancy;
  StandbyState standby = new StandbyState("STANDBY HOT", true, "sso");
  List<UnitBoot> boot;
  IssuState issu = new IssuState(Optional.empty(), new IssuState.Idle());
  InstallSummary install;
  List<Storage> storage;
  RedundancyLink link;
  List<String> refusedLines = List.of();
  ConfigurationState configuration =
      new ConfigurationState(Optional.empty(), Optional.empty(), true);
  List<String> switchovers = List.of();
  List<String> printed = List.of();

  private PaperSwitch(Software software, Topology topology, List<String> locations, String flash) {
    this.software = software;
    this.topology = topology;
    SoftwareVersion version = software.version();
    this.redundancy =
        new Redundancy(
            true,
            "sso",
            "sso",
            true,
            0,
            Optional.empty(),
            processor("slot 3", "ACTIVE", version, Duration.ofDays(9), flash),
            Optional.of(processor("slot 4", "STANDBY HOT", version, Duration.ofDays(8), flash)));
    this.boot =
        List.of(
            new UnitBoot("active", UnitBoot.Manual.NO, List.of(flash + "packages.conf")),
            new UnitBoot("standby", UnitBoot.Manual.NO, List.of(flash + "packages.conf")));
    this.install = install(locations, new Installed("IMG", State.COMMITTED, version + ".0.2433"));
    this.storage =
        List.of(
            new Storage(flash, 11 * GIGABYTE, 8 * GIGABYTE),
            new Storage("stby-" + flash, 11 * GIGABYTE, 8 * GIGABYTE));
    this.link =
        new RedundancyLink(
            List.of(member("1", "Active", "Ready"), member("2", "Standby", "Ready")),
            List.of(
                new RedundancyLink.Port("1", "Fo1/1/1", true, true),
                new RedundancyLink.Port("2", "Fo2/1/1", true, true)),
            false,
            List.of(
                new RedundancyLink.Detector("1", "Fo1/1/3", true),
                new RedundancyLink.Detector("2", "Fo2/1/3", true)));
  }

  /// A StackWise Virtual pair on 16.9.2, which prints a table of its switches.
  static PaperSwitch pair() {
    return new PaperSwitch(
        new Software(
            "C9500",
            Platform.C9500,
            Optional.of("C9500-40X"),
            SoftwareVersion.of("16.09.02"),
            Optional.of("flash:packages.conf"),
            Optional.of(Duration.ofDays(9)),
            Optional.empty(),
            List.of("FCW1", "FCW2"),
            List.of(row("1", true, "16.9.2"), row("2", false, "16.9.2"))),
        Topology.STACKWISE_VIRTUAL,
        List.of("1", "2"),
        "flash:");
  }

  /// A chassis with two supervisors on 17.6.4, which prints no table, but lists its own checks.
  static PaperSwitch chassis() {
    var paper =
        new PaperSwitch(
            new Software(
                "C9400",
                Platform.C9400,
                Optional.of("C9407R"),
                SoftwareVersion.of("17.06.04"),
                Optional.of("bootflash:packages.conf"),
                Optional.of(Duration.ofDays(9)),
                Optional.empty(),
                List.of("FXS1"),
                List.of()),
            Topology.DUAL_SUPERVISOR,
            List.of("R0", "R1"),
            "bootflash:");
    return paper.health("Successful", "HA-STANDALONE", "Standby Online", "Install Boot");
  }

  static Software.Unit row(String name, boolean active, String version) {
    return row(name, active, version, BootMode.INSTALL);
  }

  static Software.Unit row(String name, boolean active, String version, BootMode mode) {
    return new Software.Unit(name, active, "C9500-40X", SoftwareVersion.of(version), mode);
  }

  static Processor processor(
      String location, String state, SoftwareVersion version, Duration uptime, String flash) {
    return new Processor(
        location,
        state,
        Optional.of(version),
        Optional.of(uptime),
        Optional.of(flash + "packages.conf;"));
  }

  static RedundancyLink.Member member(String name, String role, String state) {
    return new RedundancyLink.Member(name, role, state);
  }

  static InstallSummary install(List<String> locations, Installed... held) {
    return new InstallSummary(
        List.of(new Block(locations, List.of(held))), new AutoAbort.Inactive());
  }

  PaperSwitch rows(Software.Unit... units) {
    return software(
        software.platform(), software.version(), software.systemImage(), List.of(units));
  }

  PaperSwitch running(String version) {
    return software(
        software.platform(),
        SoftwareVersion.of(version),
        software.systemImage(),
        software.units().stream().map(u -> row(u.name(), u.active(), version, u.mode())).toList());
  }

  PaperSwitch booted(String image) {
    return software(software.platform(), software.version(), Optional.of(image), software.units());
  }

  PaperSwitch platform(Platform platform) {
    return software(platform, software.version(), software.systemImage(), software.units());
  }

  private PaperSwitch software(
      Platform platform,
      SoftwareVersion version,
      Optional<String> image,
      List<Software.Unit> units) {
    software =
        new Software(
            software.hostname(),
            platform,
            software.model(),
            version,
            image,
            software.uptime(),
            software.lastReload(),
            software.serials(),
            units);
    return this;
  }

  PaperSwitch redundancy(
      boolean duplex, String configured, String operating, boolean up, int switchovers) {
    redundancy =
        new Redundancy(
            duplex,
            configured,
            operating,
            up,
            switchovers,
            redundancy.lastSwitchover(),
            redundancy.active(),
            redundancy.peer());
    return this;
  }

  PaperSwitch processors(Processor active, Optional<Processor> peer) {
    redundancy =
        new Redundancy(
            redundancy.duplex(),
            redundancy.configuredMode(),
            redundancy.operatingMode(),
            redundancy.communicationsUp(),
            redundancy.switchovers(),
            redundancy.lastSwitchover(),
            active,
            peer);
    return this;
  }

  Processor peer() {
    return redundancy.peer().orElseThrow();
  }

  PaperSwitch peer(Optional<Processor> peer) {
    return processors(redundancy.active(), peer);
  }

  PaperSwitch health(String previous, String operationalMode, String... passed) {
    issu =
        new IssuState(
            Optional.of(
                new IssuState.Health(
                    true,
                    previous,
                    List.of(passed).stream()
                        .map(check -> new IssuState.Health.Row(check, true))
                        .toList(),
                    Optional.of(operationalMode))),
            new IssuState.Idle());
    return this;
  }

  PaperSwitch holding(String path, long bytes) {
    files.put(path, bytes);
    return this;
  }

  PaperSwitch failing(String question, DeviceException why) {
    failing.put(question, why);
    return this;
  }

  private <T> Reading<T> answer(String question, T value) {
    asked.add(question);
    if (failing.containsKey(question)) {
      throw failing.get(question);
    }
    return new Reading<>("show " + question, value, List.of("line of " + question));
  }

  @Override
  public Identity identity() {
    return new Identity(software.hostname(), hostKey, 15);
  }

  @Override
  public void under(Permit permit) {
    // Paper is patient.
  }

  @Override
  public Reading<Software> software() {
    return answer("software", software);
  }

  @Override
  public Reading<Topology> topology() {
    return answer("topology", topology);
  }

  @Override
  public Reading<Redundancy> redundancy() {
    return answer("redundancy", redundancy);
  }

  @Override
  public Reading<StandbyState> standby() {
    return answer("standby", standby);
  }

  @Override
  public Reading<List<UnitBoot>> boot() {
    return answer("boot", boot);
  }

  @Override
  public Reading<IssuState> issu() {
    return answer("issu", issu);
  }

  @Override
  public Reading<InstallSummary> install() {
    return answer("install", install);
  }

  @Override
  public Reading<List<Storage>> storage() {
    return answer("storage", storage);
  }

  @Override
  public Reading<Optional<StoredFile>> file(String path) {
    return answer(
        "file", Optional.ofNullable(files.get(path)).map(bytes -> new StoredFile(path, bytes)));
  }

  @Override
  public Reading<FileHash> hash(String path, FileHash.Algorithm algorithm) {
    if (failing.containsKey("hash " + algorithm)) {
      throw failing.get("hash " + algorithm);
    }
    return answer("hash", new FileHash(path, algorithm, hashes.getOrDefault(algorithm, "00")));
  }

  @Override
  public Reading<RedundancyLink> redundancyLink() {
    return answer("link", link);
  }

  @Override
  public Reading<List<String>> configSyncFailures() {
    return answer("config-sync", refusedLines);
  }

  @Override
  public Reading<ConfigurationState> configuration() {
    return answer("configuration", configuration);
  }

  @Override
  public Reading<String> runningConfiguration() {
    return answer("running-config", "hostname " + software.hostname());
  }

  @Override
  public Operations operations() {
    return new Operations(List.of(), List.of());
  }

  @Override
  public Optional<Reading<List<String>>> issuHistory() {
    return Optional.empty();
  }

  @Override
  public Reading<List<String>> ask(ShowCommand command) {
    asked.add(command.text());
    if (failing.containsKey("ask")) {
      throw failing.get("ask");
    }
    return new Reading<>(command.text(), printed, printed);
  }

  @Override
  public Reading<List<String>> switchoverHistory() {
    return answer("switchovers", switchovers);
  }

  @Override
  public Reply send(Change change, Patience patience) {
    throw new AssertionError("readiness changes nothing, but sent " + change);
  }

  @Override
  public void close() {
    closed = true;
  }
}
