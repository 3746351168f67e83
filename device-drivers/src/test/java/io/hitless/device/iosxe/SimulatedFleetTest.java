package io.hitless.device.iosxe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.IssuDriver;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Reply;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import io.hitless.device.ShowCommand;
import io.hitless.device.SshProfile;
import io.hitless.device.Target;
import io.hitless.device.cli.CliSettings;
import io.hitless.device.facts.FileHash;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.IssuState.InProgress;
import io.hitless.device.facts.IssuState.Phase;
import io.hitless.device.facts.Operations;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.Topology;
import io.hitless.device.facts.UnitBoot.Manual;
import io.hitless.device.sim.CommandRecord;
import io.hitless.device.sim.Profile;
import io.hitless.device.sim.SimulatedSwitch;
import io.hitless.device.ssh.SshSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The driver against the simulated Catalyst of every profile, over real SSH.
class SimulatedFleetTest {
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(60), Duration.ofSeconds(60));

  /// A session that vanished with its supervisor is noticed by unanswered probes: in a world that
  /// runs 500 times as fast they must come as much faster.
  private static final DriverSettings SETTINGS =
      new DriverSettings(
          new SshSettings(
              Duration.ofSeconds(5),
              Duration.ofSeconds(10),
              Duration.ofSeconds(5),
              Duration.ofMillis(200),
              32),
          CliSettings.defaults(),
          DriverSettings.defaults().verify());

  static final List<String> PROFILES = Profile.all().stream().map(Profile::name).toList();

  private static IosXeDrivers drivers;

  @BeforeAll
  static void open() {
    drivers = new IosXeDrivers(InstantSource.system(), SETTINGS);
  }

  @AfterAll
  static void close() {
    drivers.close();
  }

  @ParameterizedTest
  @FieldSource("PROFILES")
  void every_question_of_a_precheck_is_answered(String profile) {
    try (SimulatedSwitch device = start(profile);
        IssuDriver driver = drivers.open(target(device), SessionLog.NONE)) {
      Profile made = device.profile();
      SoftwareVersion version = SoftwareVersion.of(made.startVersion());

      assertThat(driver.identity().hostname()).isEqualTo(device.hostname());
      assertThat(driver.identity().privilege()).isEqualTo(15);
      assertThat(device.hostKeys()).contains(driver.identity().hostKey());
      assertThat(driver.software().value().platform()).hasToString(made.platform());
      assertThat(driver.software().value().version()).isEqualTo(version);
      assertThat(driver.software().value().fileSystem()).contains(made.filesystem());
      assertThat(driver.software().value().units()).hasSize(made.modeRows() ? 2 : 0);
      assertThat(driver.topology().value()).isEqualTo(Topology.valueOf(made.topology().name()));
      assertThat(driver.redundancy().value().hot()).isTrue();
      assertThat(driver.redundancy().value().peer().flatMap(peer -> peer.version()))
          .contains(version);
      assertThat(driver.standby().value().hot()).isTrue();
      assertThat(driver.boot().value())
          .hasSize(2)
          .allSatisfy(unit -> assertThat(unit.manual()).isEqualTo(Manual.NO));
      assertThat(driver.issu().value().idle()).isTrue();
      assertThat(driver.install().value().clean()).isTrue();
      assertThat(driver.install().value().holding(version, InstallSummary.State.COMMITTED))
          .hasSize(2);
      assertThat(driver.storage().value()).hasSize(2);
      assertThat(driver.configSyncFailures().value()).isEmpty();
      assertThat(driver.configuration().value().saved()).isTrue();
      assertThat(driver.runningConfiguration().value()).contains("hostname " + device.hostname());
      assertThat(driver.runningConfiguration().value()).doesNotContain("$9$");
      assertThat(driver.operations().unread()).isEmpty();
      assertThat(driver.operations().seen())
          .extracting(Operations.Seen::aspect)
          .containsExactly(Operations.Aspect.values());
      assertThat(driver.operations().seen())
          .allSatisfy(seen -> assertThat(seen.count()).isPositive());
      assertThat(driver.issuHistory().isPresent())
          .isEqualTo(version.compareTo(SoftwareVersion.of("16.10.1")) >= 0);
      assertThat(driver.ask(new ShowCommand("show clock")).value()).hasSize(1);
      assertThat(driver.switchoverHistory().value()).isEmpty();
      String path = made.filesystem() + device.targetImage().filename();
      assertThat(driver.file(path).value().map(file -> file.bytes()))
          .contains(device.targetImage().sizeBytes());
      assertThat(driver.file(made.filesystem() + "absent.bin").value()).isEmpty();
      assertThat(driver.hash(path, FileHash.Algorithm.MD5).value().hex())
          .isEqualTo(device.targetImage().md5());
      assertThat(driver.hash(path, FileHash.Algorithm.SHA512).value().hex())
          .isEqualTo(device.targetImage().sha512());
      if (driver.topology().value() == Topology.STACKWISE_VIRTUAL) {
        assertThat(driver.redundancyLink().value().members()).hasSize(2);
        assertThat(driver.redundancyLink().value().ports())
            .isNotEmpty()
            .allSatisfy(port -> assertThat(port.up() && port.bundled()).isTrue());
        assertThat(driver.redundancyLink().value().inRecovery()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("PROFILES")
  void three_steps_take_a_switch_to_its_new_release(String profile) {
    try (SimulatedSwitch device = start(profile)) {
      String path = device.profile().filesystem() + device.targetImage().filename();
      SoftwareVersion target = SoftwareVersion.of(device.targetImage().version());
      try (IssuDriver driver = drivers.open(target(device), SessionLog.NONE)) {
        assertThat(driver.send(new Change.SaveConfiguration(), PATIENCE))
            .isInstanceOf(Reply.Accepted.class);
        assertThat(driver.send(new Change.AddImage(path), PATIENCE))
            .isInstanceOf(Reply.Accepted.class);
        assertThat(driver.install().value().holding(target, InstallSummary.State.INACTIVE))
            .hasSize(2);
        engineFree(device);
        activate(driver);
      }

      Eventually.present("activated and in step, on a session of its own", () -> inStep(device));
      try (IssuDriver after = drivers.open(target(device), SessionLog.NONE)) {
        assertThat(after.send(new Change.Commit(), PATIENCE)).isInstanceOf(Reply.Accepted.class);
        Eventually.present(
            "nothing in progress", () -> Optional.of(after.issu().value()).filter(s -> s.idle()));
        assertThat(after.install().value().clean()).isTrue();
        assertThat(after.install().value().holding(target, InstallSummary.State.COMMITTED))
            .hasSize(2);
        assertThat(after.software().value().version()).isEqualTo(target);
        assertThat(after.redundancy().value().peer().flatMap(peer -> peer.version()))
            .contains(target);
        assertThat(after.switchoverHistory().value()).hasSize(1);
      }
      assertThat(changes(device))
          .containsExactly(
              "write memory",
              "install add file " + path,
              "install activate issu",
              "install commit");
      assertThat(device.commands()).noneMatch(CommandRecord::secretLeaked);
    }
  }

  private static void activate(IssuDriver driver) {
    try {
      assertThat(driver.send(new Change.Activate(Optional.empty()), PATIENCE))
          .isInstanceOf(Reply.Accepted.class);
    } catch (DeviceException.HungUp switchedOver) {
      // as it should
    }
  }

  private static Optional<InProgress> inStep(SimulatedSwitch device) {
    try (IssuDriver driver = drivers.open(target(device), SessionLog.NONE)) {
      return driver
          .issu()
          .value()
          .inProgress()
          .filter(going -> going.phase() == Phase.ACTIVATED && going.terminalReached());
    }
  }

  /// After an add the engine is busy with a check for a minute and drops what it is asked.
  private static void engineFree(SimulatedSwitch device) {
    Eventually.present(
        "a free engine",
        () -> Optional.of(device.snapshot().engine()).filter(engine -> engine.equals("free")));
  }

  private static List<String> changes(SimulatedSwitch device) {
    return device.commands().stream()
        .filter(CommandRecord::changing)
        .map(CommandRecord::line)
        .toList();
  }

  private static SimulatedSwitch start(String profile) {
    return SimulatedSwitch.builder()
        .profile(Profile.named(profile))
        .enableSecret("enable-secret")
        .scale(0.002)
        .start();
  }

  private static Target target(SimulatedSwitch device) {
    Set<String> keys = new HashSet<>(device.hostKeys());
    return new Target(
        device.hostname(),
        device.address(),
        device.port(),
        new Credentials(
            "issu",
            Optional.of(Secret.of("issu-password")),
            Optional.of(Secret.of("enable-secret")),
            Optional.empty()),
        SshProfile.LEGACY,
        HostKeyPolicy.PINNED,
        keys);
  }
}
