package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InstallGuardsTest {
  private static final Duration LONG = Duration.ofMinutes(20);

  @Test
  void activation_without_an_added_image_is_refused() {
    Bench bench = Bench.of("c9500-svl-16.9");
    assertThat(bench.run("install activate issu")).contains("FAILED: install_activate exit(1)");
    assertThat(bench.log.records().getLast().outcome()).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void an_abort_in_the_added_state_is_refused_and_yet_logged_as_completed() {
    Bench bench = Bench.of("c9400-dual-16.9");
    bench.added();
    assertThat(bench.run("install abort issu", LONG))
        .contains(
            "FAILED: ABORT operation is not allowed in ADDED state",
            "ERROR: install_abort exit(2 )");
    assertThat(bench.run("show logging | include COMPLETED"))
        .contains("Chassis 1 R1/0: install_engine: Completed install abort ISSU");
    assertThat(bench.snapshot().issuState()).isEqualTo("Added");
  }

  @Test
  void an_abort_with_nothing_to_abort_says_so() {
    assertThat(Bench.of("c9500-svl-16.9").run("install abort issu")).contains("Nothing to Abort");
  }

  @Test
  void an_unsaved_configuration_refuses_every_verb_even_the_abort() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.activated();
    bench.run("configure terminal");
    bench.run("logging host 192.0.2.1");
    bench.run("end");
    String modified = "System configuration has been modified. Please save configuration";
    assertThat(bench.run("install commit")).contains(modified);
    assertThat(bench.run("install abort issu")).contains(modified);
    assertThat(bench.run("install remove inactive")).contains(modified);
    assertThat(bench.run("write memory", Duration.ofSeconds(5))).contains("[OK]");
    assertThat(bench.run("install commit", LONG)).contains("SUCCESS: install_commit");
  }

  @Test
  void a_commit_before_the_terminal_state_is_refused() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.added();
    bench.run("install activate issu", Duration.ofMinutes(10));
    bench.login();
    assertThat(bench.run("show issu state detail"))
        .contains("Current state : Active switched-over state", "terminal state not reached");
    assertThat(bench.run("install commit")).contains("FAILED: install_commit");
    bench.pass(Duration.ofMinutes(8));
    assertThat(bench.run("install commit", LONG)).contains("SUCCESS: install_commit");
  }

  @Test
  void a_second_add_and_a_second_activation_are_refused_once_activated() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.activated();
    assertThat(bench.run("install add file " + bench.target()))
        .contains(
            "Install ISSU in progress. Abort the ISSU upgrade to proceed", "FAILED: install_add");
    assertThat(bench.run("install activate issu")).contains("FAILED: install_activate");
  }

  @Test
  void an_image_that_was_added_cannot_be_added_again() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.added();
    assertThat(bench.run("install add file " + bench.target()))
        .contains("Super package already added. Add operation not allowed");
  }

  @Test
  void an_abort_after_the_commit_finds_nothing() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.activated();
    bench.run("install commit", LONG);
    assertThat(bench.run("install abort issu")).contains("Nothing to Abort");
  }

  @Test
  void a_verb_typed_while_another_session_installs_is_told_to_wait() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.run("install add file " + bench.target(), Duration.ofMinutes(1));
    bench.login();
    assertThat(bench.run("install remove inactive"))
        .contains("cannot start new install operation, some operation is already running");
  }

  @Test
  void a_verb_typed_during_the_post_check_is_lost_without_a_word() {
    Bench bench = Bench.of("c9500-svl-16.9");
    String transcript = bench.run("install add file " + bench.target(), Duration.ofSeconds(275));
    assertThat(transcript).contains("SUCCESS: install_add");
    assertThat(bench.run("install activate issu", Duration.ofSeconds(30))).isEqualTo("C9500#");
    assertThat(bench.log.records().getLast().outcome()).isEqualTo(Verdict.DROPPED);
    bench.pass(Duration.ofSeconds(66));
    assertThat(bench.run("install activate issu")).contains("install_activate: START");
  }

  @Test
  void a_question_left_unanswered_by_a_dead_session_wedges_the_engine() {
    Bench bench = Bench.of("c9500-svl-17");
    bench.added();
    assertThat(bench.run("install remove inactive", Duration.ofSeconds(20)))
        .endsWith("Do you want to remove the above files? [y/n]");
    bench.chassis.timeline().run(() -> bench.chassis.port().vanish());
    bench.login();
    assertThat(bench.run("install add file " + bench.target()))
        .contains("cannot start new install operation");
    assertThat(bench.snapshot().engine()).isEqualTo("wedged");
  }

  @Test
  void removing_what_is_inactive_cleans_both_units() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.added();
    bench.run("install remove inactive", Duration.ofSeconds(20));
    bench.type("y");
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.screen()).contains("SUCCESS: install_remove");
    assertThat(bench.run("show install summary")).doesNotContain("IMG   I").contains("IMG   C");
    assertThat(bench.run("show issu state detail")).contains("No ISSU operation is in progress");
    assertThat(bench.run("dir stby-flash:")).doesNotContain("16.12.04");
  }

  @Test
  void the_timer_takes_both_units_back_by_itself() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.activated();
    assertThat(bench.run("show install summary"))
        .containsPattern("before rollback - 01:4\\d:\\d\\d");
    bench.pass(Duration.ofHours(2));
    bench.pass(Duration.ofMinutes(20));
    bench.login();
    assertThat(bench.run("show issu state detail")).contains("No ISSU operation is in progress");
    Snapshot after = bench.snapshot();
    assertThat(after.units()).extracting(Snapshot.UnitState::version).containsOnly("16.9.2");
    assertThat(after.switchovers()).isEqualTo(2);
    assertThat(after.terminal()).isTrue();
    assertThat(bench.run("show install summary")).contains("IMG   I    16.12.4");
  }

  @Test
  void a_stopped_timer_never_rolls_back() {
    Bench bench = Bench.of("c9500-svl-17");
    bench.activated();
    assertThat(bench.run("install auto-abort-timer stop"))
        .contains("SUCCESS: install_auto_abort_timer");
    bench.pass(Duration.ofHours(3));
    assertThat(bench.snapshot().issuState()).isEqualTo("Activated");
  }

  @Test
  void the_timer_may_be_set_between_half_an_hour_and_twenty_hours() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.added();
    assertThat(bench.run("install activate issu auto-abort-timer 29")).contains("% Invalid input");
    bench.run("install activate issu auto-abort-timer 60", Duration.ofMinutes(18));
    assertThat(bench.snapshot().timerSeconds().orElseThrow()).isBetween(2_000L, 3_600L);
  }

  @Test
  void an_ordered_abort_reverts_both_units_and_ends_on_the_first_active() {
    Bench bench = Bench.of("c9400-dual-17");
    bench.activated();
    assertThat(bench.snapshot().activeUnit()).isEqualTo("R1");
    bench.run("install abort issu", LONG);
    Snapshot after = bench.snapshot();
    assertThat(after.activeUnit()).isEqualTo("R0");
    assertThat(after.issuState()).isEqualTo("none");
    assertThat(after.units()).extracting(Snapshot.UnitState::version).containsOnly("17.6.4");
  }

  @Test
  void an_abort_frees_an_activation_that_waits_for_its_standby() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.added();
    bench.run("install activate issu", Duration.ofMinutes(3));
    bench.login();
    bench.run("install abort issu", LONG);
    Snapshot after = bench.snapshot();
    assertThat(after.issuState()).isEqualTo("none");
    assertThat(after.switchovers()).isZero();
    assertThat(after.units()).extracting(Snapshot.UnitState::version).containsOnly("16.9.2");
  }

  @Test
  void clearing_the_install_state_needs_service_internal_and_reloads_only_since_17() {
    Bench old = Bench.of("c9400-dual-16.9");
    old.added();
    assertThat(old.run("clear install state")).contains("% Invalid input");
    serviceInternal(old);
    assertThat(old.run("clear install state", Duration.ofMinutes(1)))
        .contains("clear_install_state: Passed on [1]");
    assertThat(old.port).isEmpty();
    assertThat(old.snapshot().issuState()).isEqualTo("none");

    Bench modern = Bench.of("c9400-dual-17");
    modern.added();
    serviceInternal(modern);
    assertThat(modern.run("clear install state")).endsWith("[y/n]");
    modern.type("y");
    modern.pass(Duration.ofMinutes(20));
    assertThat(modern.port).containsExactly("vanish", "close", "open");
    assertThat(modern.snapshot().terminal()).isTrue();
  }

  private static void serviceInternal(Bench bench) {
    bench.run("configure terminal");
    bench.run("service internal");
    bench.run("end");
    bench.run("write memory", Duration.ofSeconds(5));
  }

  @Test
  void a_reload_before_the_commit_falls_back_to_the_committed_release() {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.activated();
    bench.run("reload");
    bench.type("\r");
    bench.pass(LONG);
    assertThat(bench.snapshot().units())
        .extracting(Snapshot.UnitState::version)
        .containsOnly("16.9.2");
  }

  @Test
  void a_full_flash_refuses_the_add_and_says_how_much_it_wants() {
    Bench bench = Bench.of("c9500-svl-17");
    bench.chassis.active().flash().leaveFree(500_000_000L);
    assertThat(bench.run("install add file " + bench.target()))
        .contains("There is not enough free disk available. At least 1276287 KB");
  }

  @Test
  void an_image_with_other_bytes_or_for_another_family_is_not_added() {
    Bench bench = Bench.of("c9500-svl-16.9");
    String name = ImageCatalogue.target(bench.chassis.profile()).filename();
    Flash flash = bench.chassis.active().flash();
    flash.put(flash.file(name).orElseThrow().corrupted());
    assertThat(bench.run("install add file flash:" + name)).contains("FAILED: install_add");
    flash.put(
        StoredFile.of("cat3k_caa-universalk9.16.12.04.SPA.bin", 500_000_000L, bench.time.now()));
    assertThat(bench.run("install add file flash:cat3k_caa-universalk9.16.12.04.SPA.bin"))
        .contains("not compatible with this platform");
    assertThat(bench.run("install add file flash:nothing.bin")).contains("FAILED: install_add");
  }
}
