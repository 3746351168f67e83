package io.hitless.readiness;

import static io.hitless.readiness.CheckResult.Result.FAIL;
import static io.hitless.readiness.CheckResult.Result.PASS;
import static io.hitless.readiness.CheckResult.Result.UNKNOWN;
import static io.hitless.readiness.CheckResult.Result.WARN;
import static io.hitless.readiness.Look.at;
import static io.hitless.readiness.Look.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.Redundancy.Processor;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.RedundancyLink.Detector;
import io.hitless.device.facts.RedundancyLink.Member;
import io.hitless.device.facts.RedundancyLink.Port;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.StandbyState;
import io.hitless.device.facts.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether the second unit could take over, and what holds the two together.
class RedundancyChecksTest {
  private static final SoftwareVersion OLD = SoftwareVersion.of("16.9.2");

  @Test
  void redundancy_is_configured_and_operates_as_sso() {
    expect(at(PaperSwitch.pair(), "sso-mode"), PASS);
    expect(at(PaperSwitch.pair().redundancy(true, "rpr", "rpr", true, 0), "sso-mode"), FAIL, "rpr");
    expect(
        at(PaperSwitch.pair().redundancy(false, "sso", "non-redundant", false, 0), "sso-mode"),
        FAIL,
        "non-redundant");
  }

  @Test
  void a_standby_that_is_hot_for_days_on_the_same_image_passes() {
    expect(at(PaperSwitch.pair(), "standby-hot"), PASS);
  }

  @Test
  void a_standby_that_is_missing_mute_or_cold_fails_and_says_which() {
    expect(at(PaperSwitch.pair().peer(Optional.empty()), "standby-hot"), FAIL, "no second unit");
    expect(
        at(PaperSwitch.pair().redundancy(false, "sso", "sso", true, 0), "standby-hot"),
        FAIL,
        "no second unit");
    expect(
        at(PaperSwitch.pair().redundancy(true, "sso", "sso", false, 0), "standby-hot"),
        FAIL,
        "do not talk");
    expect(at(peer("DISABLED", "16.9.2", Duration.ofDays(1)), "standby-hot"), FAIL, "DISABLED");
  }

  @Test
  void a_standby_that_is_still_synchronising_fails_although_redundancy_calls_itself_sso() {
    PaperSwitch booting = PaperSwitch.pair();
    booting.standby = new StandbyState("in progress to standby cold-bulk", false, "sso");
    expect(at(booting, "standby-hot"), FAIL, "cold-bulk");
  }

  @Test
  void a_hot_standby_on_another_image_fails() {
    expect(at(peer("STANDBY HOT", "16.12.4", Duration.ofDays(1)), "standby-hot"), FAIL, "16.12.4");
  }

  @Test
  void a_hot_standby_whose_image_is_not_told_is_unknown() {
    PaperSwitch silent = PaperSwitch.pair();
    Processor peer = silent.peer();
    silent.peer(
        Optional.of(
            new Processor(
                peer.location(), peer.state(), Optional.empty(), peer.uptime(), peer.boot())));
    expect(at(silent, "standby-hot"), UNKNOWN, "which image");
  }

  @Test
  void a_standby_that_has_just_come_up_is_not_believed_yet() {
    expect(
        at(peer("STANDBY HOT", "16.9.2", Duration.ofMinutes(14)), "standby-hot"),
        WARN,
        "14 min",
        "15");
    expect(at(peer("STANDBY HOT", "16.9.2", Duration.ofMinutes(15)), "standby-hot"), PASS);
    PaperSwitch timeless = PaperSwitch.pair();
    Processor peer = timeless.peer();
    timeless.peer(
        Optional.of(
            new Processor(
                peer.location(), peer.state(), peer.version(), Optional.empty(), peer.boot())));
    expect(at(timeless, "standby-hot"), WARN, "for how long");
  }

  @Test
  void a_switchover_within_the_hour_is_a_warning_with_the_history_as_evidence() {
    PaperSwitch recent = PaperSwitch.pair().redundancy(true, "sso", "sso", true, 1);
    recent.processors(
        PaperSwitch.processor("slot 1", "ACTIVE", OLD, Duration.ofMinutes(40), "flash:"),
        recent.redundancy.peer());
    CheckResult found = at(recent, "standby-hot");
    expect(found, WARN, "switched over");
    assertThat(found.evidence()).contains("line of switchovers");
  }

  @Test
  void a_history_that_is_not_to_be_had_costs_the_answer_nothing_but_that_evidence() {
    for (DeviceException none :
        List.of(
            new DeviceException.NotAuthorised("% Authorization failed."),
            new DeviceException.UnrecognisedOutput(
                "show redundancy switchover history", "it has no table of switchovers", ""))) {
      PaperSwitch recent =
          PaperSwitch.pair().redundancy(true, "sso", "sso", true, 1).failing("switchovers", none);
      recent.processors(
          PaperSwitch.processor("slot 1", "ACTIVE", OLD, Duration.ofMinutes(40), "flash:"),
          recent.redundancy.peer());
      CheckResult found = at(recent, "standby-hot");
      expect(found, WARN, "switched over", "history was not read");
      assertThat(found.evidence()).contains("line of redundancy");
    }
  }

  @Test
  void a_switchover_of_long_ago_is_no_news() {
    PaperSwitch old = PaperSwitch.pair().redundancy(true, "sso", "sso", true, 3);
    expect(at(old, "standby-hot"), PASS);
    assertThat(old.asked).doesNotContain("switchovers");
  }

  @Test
  void a_pair_whose_link_is_whole_and_watched_passes() {
    expect(at(PaperSwitch.pair(), "redundancy-link"), PASS);
  }

  @Test
  void two_supervisors_have_no_link_to_look_at() {
    PaperSwitch chassis = PaperSwitch.chassis();
    expect(at(chassis, "redundancy-link"), PASS, "no link");
    assertThat(chassis.asked).doesNotContain("link");
  }

  @Test
  void without_a_pair_there_is_nothing_to_hold_together() {
    PaperSwitch stack = PaperSwitch.pair();
    stack.topology = Topology.STACK;
    expect(at(stack, "redundancy-link"), FAIL);
  }

  @Test
  void a_side_in_recovery_a_member_that_is_not_ready_and_a_port_that_is_down_fail() {
    RedundancyLink whole = PaperSwitch.pair().link;
    expect(linked(whole.members(), whole.ports(), true, whole.detectors()), FAIL, "recovery");
    Member mismatch = PaperSwitch.member("2", "Member", "V-Mismatch");
    expect(
        linked(
            List.of(whole.members().getFirst(), mismatch), whole.ports(), false, whole.detectors()),
        FAIL,
        "switch 2 is V-Mismatch");
    expect(
        linked(whole.members().subList(0, 1), whole.ports(), false, whole.detectors()),
        FAIL,
        "1 member");
    for (Port broken :
        List.of(new Port("2", "Fo2/1/2", false, false), new Port("2", "Fo2/1/2", true, false))) {
      expect(
          linked(
              whole.members(),
              List.of(whole.ports().getFirst(), whole.ports().getLast(), broken),
              false,
              whole.detectors()),
          FAIL,
          "Fo2/1/2");
    }
  }

  @Test
  void a_member_without_any_port_fails_even_when_all_listed_ports_are_up() {
    RedundancyLink whole = PaperSwitch.pair().link;
    expect(
        linked(whole.members(), whole.ports().subList(0, 1), false, whole.detectors()),
        FAIL,
        "switch 2");
    expect(linked(whole.members(), List.of(), false, whole.detectors()), FAIL, "switch 1");
  }

  @Test
  void a_link_that_nobody_watches_is_a_warning_and_dead_watchers_are_a_failure() {
    RedundancyLink whole = PaperSwitch.pair().link;
    var up = new Detector("1", "Fo1/1/3", true);
    var down = new Detector("2", "Fo2/1/3", false);
    expect(linked(whole.members(), whole.ports(), false, List.of()), WARN, "no dual-active");
    expect(linked(whole.members(), whole.ports(), false, List.of(up, down)), WARN, "1 of 2");
    expect(linked(whole.members(), whole.ports(), false, List.of(down)), FAIL, "down");
  }

  @Test
  void a_line_that_the_standby_refused_fails_with_that_line() {
    expect(at(PaperSwitch.pair(), "config-sync"), PASS);
    PaperSwitch refused = PaperSwitch.pair();
    refused.refusedLines = List.of("- snmp-server host 192.0.2.9");
    expect(at(refused, "config-sync"), FAIL, "1 line", "snmp-server");
  }

  private static CheckResult linked(
      List<Member> members, List<Port> ports, boolean recovery, List<Detector> detectors) {
    PaperSwitch paper = PaperSwitch.pair();
    paper.link = new RedundancyLink(members, ports, recovery, detectors);
    return at(paper, "redundancy-link");
  }

  private static PaperSwitch peer(String state, String version, Duration uptime) {
    return PaperSwitch.pair()
        .peer(
            Optional.of(
                PaperSwitch.processor(
                    "slot 2", state, SoftwareVersion.of(version), uptime, "flash:")));
  }
}
