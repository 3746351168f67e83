package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The phases take the times that Cisco's technote shows, when nothing jitters.
class TimelineTest {
  private final Bench bench = Bench.of("c9500-svl-16.9");
  private final List<String> phases = new ArrayList<>();

  private Duration until(String text) {
    Instant start = bench.time.now();
    for (int second = 0; second < 3600; second++) {
      if (bench.screen().contains(text)) {
        return Duration.between(start, bench.time.now());
      }
      bench.pass(Duration.ofSeconds(1));
    }
    throw new AssertionError(text + " never came:\n" + bench.screen());
  }

  @Test
  void add_activate_and_commit_take_what_they_take() {
    bench.run("terminal monitor");
    bench.run("install add file " + bench.target());
    assertThat(until("SUCCESS: install_add"))
        .isBetween(Duration.ofSeconds(260), Duration.ofSeconds(272));
    bench.pass(Duration.ofSeconds(67));
    bench.run("install activate issu");
    assertThat(until("will expire in 7200 seconds"))
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    assertThat(until("IOS versions do not match"))
        .isBetween(Duration.ofSeconds(395), Duration.ofSeconds(412));
    assertThat(until("BULK_CFGSYNC_SUCCEED"))
        .isBetween(Duration.ofSeconds(43), Duration.ofSeconds(45));
    assertThat(until("SUCCESS: install_activate"))
        .isBetween(Duration.ofSeconds(72), Duration.ofSeconds(78));
    bench.pass(Duration.ofSeconds(3));
    assertThat(bench.port).containsExactly("vanish", "close");
    assertThat(bench.snapshot().activeUnit()).isEqualTo("2");
    Instant switchover = bench.time.now();
    while (!bench.snapshot().terminal()) {
      bench.pass(Duration.ofSeconds(1));
    }
    assertThat(Duration.between(switchover, bench.time.now()))
        .isBetween(Duration.ofSeconds(360), Duration.ofSeconds(425));
    bench.login();
    bench.run("install commit");
    assertThat(until("SUCCESS: install_commit"))
        .isBetween(Duration.ofSeconds(360), Duration.ofSeconds(372));
  }

  @Test
  void a_reloading_standby_climbs_through_its_states() {
    bench.added();
    bench.run("install activate issu", Duration.ofSeconds(60));
    bench.login();
    for (int i = 0; i < 45; i++) {
      String peer =
          bench
              .run("show redundancy states | include peer state")
              .lines()
              .findFirst()
              .orElseThrow();
      if (phases.isEmpty() || !phases.getLast().equals(peer)) {
        phases.add(peer);
      }
      bench.pass(Duration.ofSeconds(10));
    }
    assertThat(phases)
        .containsExactly(
            "     peer state = 1  -DISABLED ",
            "     peer state = in progress to standby cold-config",
            "     peer state = in progress to standby cold-filesys",
            "     peer state = in progress to standby cold-bulk",
            "     peer state = 8  -STANDBY HOT ");
  }

  @Test
  void the_stuck_looking_added_state_is_shown_while_the_standby_restarts() {
    bench.added();
    bench.run("install activate issu", Duration.ofSeconds(90));
    bench.login();
    assertThat(bench.run("show issu state detail"))
        .contains(
            "Current state : Added state",
            "Last operation: Activate location standby Chassis 2",
            "terminal state not reached");
    assertThat(bench.run("show redundancy"))
        .contains(
            "Hardware Mode = Simplex",
            "Operating Redundancy Mode = Non-redundant",
            "Communications = Down");
    assertThat(bench.run("show switch")).contains("Removed");
    assertThat(bench.run("dir stby-flash:")).startsWith("%Error opening");
  }

  @Test
  void the_commit_of_17_lists_itself_before_it_is_over() {
    Bench modern = Bench.of("c9600-dual-17");
    modern.activated();
    modern.run("install commit", Duration.ofSeconds(200));
    modern.login();
    assertThat(modern.run("show issu state detail"))
        .contains(
            "Current ISSU Status: In Progress",
            "Current state : Activated state",
            "Last operation: Commit R1",
            "Active switched-over -> Activated -> Activated");
  }
}
