package io.hitless.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.InstallSummary.Installed;
import io.hitless.device.facts.InstallSummary.State;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.Topology;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceFacts.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is kept of a device in its row.
class FactsReaderTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  @Test
  void a_pair_is_known_by_its_table_of_switches() {
    DeviceFacts facts = read(PaperSwitch.pair());
    assertThat(facts.topology()).isEqualTo(Topology.STACKWISE_VIRTUAL);
    assertThat(facts.fileSystem()).contains("flash:");
    assertThat(facts.serials()).containsExactly("FCW1", "FCW2");
    assertThat(facts.observedAt()).isEqualTo(NOW);
    assertThat(facts.units())
        .containsExactly(
            new Unit("1", "ACTIVE", "16.9.2", BootMode.INSTALL),
            new Unit("2", "STANDBY", "16.9.2", BootMode.INSTALL));
  }

  @Test
  void a_chassis_is_known_by_its_supervisors_under_the_names_of_the_install_engine() {
    assertThat(read(PaperSwitch.chassis()).units())
        .containsExactly(
            new Unit("R0", "ACTIVE", "17.6.4", BootMode.INSTALL),
            new Unit("R1", "STANDBY", "17.6.4", BootMode.INSTALL));
  }

  @Test
  void after_a_switchover_the_other_name_is_active() {
    PaperSwitch switched = PaperSwitch.chassis();
    SoftwareVersion version = switched.software.version();
    switched.processors(
        PaperSwitch.processor("slot 4", "ACTIVE", version, Duration.ofDays(1), "bootflash:"),
        Optional.of(
            PaperSwitch.processor(
                "slot 3", "STANDBY HOT", version, Duration.ofDays(1), "bootflash:")));
    assertThat(read(switched).units())
        .extracting(Unit::name, Unit::role)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("R1", "ACTIVE"),
            org.assertj.core.groups.Tuple.tuple("R0", "STANDBY"));
  }

  @Test
  void a_high_performance_pair_loses_the_processor_behind_its_number() {
    PaperSwitch pair = PaperSwitch.pair().rows();
    pair.install =
        PaperSwitch.install(
            List.of("1/R0", "2/R0"), new Installed("IMG", State.COMMITTED, "16.9.2.0.1"));
    assertThat(read(pair).units()).extracting(Unit::name).containsExactly("1", "2");
  }

  @Test
  void a_peer_that_is_down_keeps_the_devices_word_for_it() {
    PaperSwitch down = PaperSwitch.pair();
    down.peer(
        Optional.of(
            PaperSwitch.processor(
                "slot 2", "DISABLED", down.software.version(), Duration.ZERO, "flash:")));
    assertThat(read(down).units()).extracting(Unit::role).containsExactly("ACTIVE", "DISABLED");
    assertThat(read(PaperSwitch.pair().peer(Optional.empty())).units())
        .extracting(Unit::role)
        .containsExactly("ACTIVE", "MEMBER");
  }

  @Test
  void what_is_not_answered_is_done_without_except_for_what_runs_and_how_units_belong_together() {
    var gibberish = new DeviceException.UnrecognisedOutput("show x", "unread", "text");
    PaperSwitch mute =
        PaperSwitch.chassis().failing("redundancy", gibberish).failing("install", gibberish);
    assertThat(read(mute).units())
        .containsExactly(new Unit("active", "ACTIVE", "17.6.4", BootMode.INSTALL));
    assertThat(read(PaperSwitch.chassis().failing("install", gibberish)).units())
        .extracting(Unit::name)
        .containsExactly("slot 3", "slot 4");
    assertThatThrownBy(() -> read(PaperSwitch.pair().failing("topology", gibberish)))
        .isSameAs(gibberish);
  }

  private static DeviceFacts read(PaperSwitch paper) {
    return FactsReader.read(new Readings(paper), NOW);
  }
}
