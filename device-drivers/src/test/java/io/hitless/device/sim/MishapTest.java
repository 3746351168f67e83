package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each scenario makes the device do what its story tells.
class MishapTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private static Bench activating(String scenario) {
    Bench bench = Bench.in(scenario);
    bench.added();
    bench.run("install activate issu", HOUR);
    bench.login();
    return bench;
  }

  private static String versions(Bench bench) {
    return bench.snapshot().units().stream()
        .map(Snapshot.UnitState::version)
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "01-bundle-boot | show version | BUNDLE",
        "01-bundle-boot | show version running | consolidated:",
        "02-little-space | dir flash: | (900000000 bytes free)",
        "02-little-space-on-the-standby | dir stby-flash: | (900000000 bytes free)",
        "04-standby-absent | show redundancy states | Simplex",
        "05-manual-boot | show boot system | Manual Boot = yes",
        "06-left-over-added | show issu state detail | Current state : Added state",
        "06-left-over-added | show install summary | IMG   I    16.12.4",
        "07-foreign-issu | show issu state detail | Current state : Activated state",
        "07-foreign-issu-restarting | show issu state detail | Last operation: Activate location standby Chassis 2",
        "08-no-image | dir flash:cat9k_iosxe.16.12.04.SPA.bin | No such file",
        "13-unsaved-from-the-start | show archive config differences | +logging host 192.0.2.66",
        "18-mismatched-command | show redundancy config-sync failures mcl | -interface Vlan1",
        "33-smu | show install summary | SMU   U    flash:",
        "33-smu | show version | SMU-PATCHED",
        "34-aaa-denies-a-show | show issu state detail | Command authorization failed.",
        "w-not-a-catalyst | show version | Junos",
        "w-not-sso | show redundancy | Operating Redundancy Mode = rpr",
        "30-dual-active-in-recovery | show stackwise-virtual dual-active-detection | recovery mode: Yes",
      })
  void what_is_wrong_from_the_start_can_be_seen(String scenario, String command, String text) {
    assertThat(Bench.in(scenario).run(command)).contains(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "02-little-space | There is not enough free disk available",
        "03-no-space-while-syncing | Add: Passed on [1]. Failed on [2]",
        "08-corrupt-image | Failed to verify image signature",
        "08-short-image | Failed to verify image signature",
        "09-partial-add | cp: cannot stat '/tmp/packages.conf'",
        "11-already-added | Super package already added. Add operation not allowed",
        "13-unsaved-from-the-start | System configuration has been modified",
        "14-engine-busy | some operation is already running",
        "14-engine-wedged | some operation is already running",
        "31-other-platform | not compatible with this platform",
        "34-aaa-down | % Authorization failed.",
        "w-hollow-add | SUCCESS: install_add",
      })
  void an_add_meets_its_mishap(String scenario, String text) {
    Bench bench = Bench.in(scenario);
    assertThat(bench.run("install add file " + bench.target(), Duration.ofMinutes(6)))
        .contains(text);
  }

  @Test
  void a_partial_add_leaves_the_image_on_one_unit_only() {
    Bench bench = Bench.in("09-partial-add");
    bench.added();
    assertThat(bench.screen()).contains("FAILED: install_add exit(1)");
    assertThat(bench.run("show install summary")).contains("[ Switch 1 ]", "[ Switch 2 ]");
    assertThat(bench.snapshot().units().get(0).packages()).containsEntry("16.12.4", "I");
    assertThat(bench.snapshot().units().get(1).packages()).doesNotContainKey("16.12.4");
  }

  @Test
  void a_hollow_success_changes_nothing() {
    Bench bench = Bench.in("w-hollow-add");
    bench.added();
    assertThat(bench.run("show install summary")).doesNotContain("IMG   I");
  }

  @Test
  void a_dropped_verb_is_heard_the_second_time() {
    Bench bench = Bench.in("15-dropped-activate");
    bench.added();
    assertThat(bench.run("install activate issu", MINUTE)).isEqualTo("C9500#");
    assertThat(bench.log.records().getLast().outcome()).isEqualTo(Verdict.DROPPED);
    assertThat(bench.run("install activate issu")).contains("install_activate: START");
  }

  @Test
  void a_busy_engine_is_free_again_in_time() {
    Bench bench = Bench.in("14-engine-busy");
    bench.run("install add file " + bench.target(), Duration.ofMinutes(6));
    assertThat(bench.run("install add file " + bench.target())).contains("install_add: START");
  }

  @ParameterizedTest
  @CsvSource({
    "16-standby-never-seen, STANDBY HOT, DISABLED",
    "16-standby-stuck-in-bulk, STANDBY HOT, STANDBY COLD-BULK",
    "29-version-mismatch, STANDBY HOT, DISABLED",
  })
  void a_standby_that_never_gets_hot_is_taken_back_by_the_timer(
      String scenario, String usual, String role) {
    Bench bench = activating(scenario);
    assertThat(bench.snapshot().units().get(1).role()).isEqualTo(role).isNotEqualTo(usual);
    assertThat(bench.snapshot().switchovers()).isZero();
    assertThat(bench.snapshot().issuState()).isEqualTo("Added");
    bench.pass(Duration.ofHours(2));
    assertThat(bench.snapshot().issuState()).isEqualTo("none");
    assertThat(bench.snapshot().units().getFirst().version()).isEqualTo("16.9.2");
  }

  @Test
  void a_standby_that_is_dead_for_good_leaves_the_abort_hanging() {
    Bench bench = activating("16-standby-dead-even-after-the-abort");
    bench.pass(Duration.ofHours(3));
    assertThat(bench.snapshot().terminal()).isFalse();
    assertThat(bench.snapshot().engine()).isEqualTo("busy(abort)");
  }

  @Test
  void a_standby_that_gives_up_in_bulk_gets_there_at_the_second_try() {
    Bench bench = activating("17-rf-client-timeout");
    assertThat(bench.run("show logging | include RF Client"))
        .contains("Notification timer Expired");
    bench.pass(Duration.ofMinutes(20));
    assertThat(versions(bench)).isEqualTo("16.12.4 16.12.4");
  }

  @Test
  void a_mismatched_member_is_shown_as_such() {
    assertThat(activating("29-version-mismatch").run("show switch")).contains("V-Mismatch");
  }

  @Test
  void a_failed_bulk_synchronisation_keeps_the_standby_cold() {
    Bench bench = activating("18-bulk-sync-fails");
    assertThat(bench.snapshot().terminal()).isFalse();
    assertThat(bench.run("show logging | include CONFIG_SYNC")).contains("Bulk Sync failed");
  }

  @Test
  void a_lost_session_may_or_may_not_have_been_obeyed() {
    Bench lost = Bench.in("19-dropped-before-start-line");
    lost.added();
    lost.run("install activate issu", MINUTE);
    assertThat(lost.vanished()).isTrue();
    assertThat(lost.snapshot().lastOperation()).isEqualTo("N/A");
    Bench obeyed = Bench.in("19-dropped-after-start");
    obeyed.added();
    obeyed.run("install activate issu", MINUTE);
    assertThat(obeyed.vanished()).isTrue();
    assertThat(obeyed.snapshot().lastOperation()).startsWith("Activate location standby");
  }

  @Test
  void a_timer_that_runs_out_takes_both_units_back() {
    Bench bench = activating("24-timer-expires");
    assertThat(versions(bench)).isEqualTo("16.9.2 16.9.2");
    assertThat(bench.snapshot().issuState()).isEqualTo("none");
  }

  @Test
  void a_half_rolled_back_pair_runs_two_releases() {
    assertThat(versions(activating("25-half-rolled-back"))).isEqualTo("16.9.2 16.12.4");
  }

  @Test
  void a_commit_that_races_the_timer_finds_the_engine_taken() {
    Bench bench = activating("27-reverted-before-commit");
    assertThat(bench.run("install commit", MINUTE)).contains("some operation is already running");
  }

  @Test
  void a_unit_without_power_comes_back_or_does_not() {
    Bench back = activating("28-power-loss-of-standby");
    assertThat(back.snapshot().terminal()).isTrue();
    Bench gone = activating("28-power-loss-for-good");
    assertThat(gone.snapshot().units().getFirst().role()).isEqualTo("DISABLED");
    assertThat(gone.run("show redundancy")).contains("Hardware Mode = Simplex");
  }

  @Test
  void a_standby_without_power_fails_the_add() {
    Bench bench = Bench.in("28-power-loss-while-adding");
    bench.added();
    assertThat(bench.screen()).contains("Add: Passed on [1]. Failed on [2]");
  }

  @Test
  void the_loss_of_the_active_unit_hands_over_to_the_hot_standby() {
    Bench bench = activating("w-power-loss-of-active");
    assertThat(bench.snapshot().activeUnit()).isEqualTo("2");
    assertThat(bench.snapshot().switchovers()).isEqualTo(1);
    assertThat(bench.port).startsWith("vanish", "close", "open");
    assertThat(versions(bench)).isEqualTo("16.9.2 16.12.4");
    assertThat(bench.snapshot().issuState()).isEqualTo("Standby activated");
    bench.pass(Duration.ofHours(3));
    assertThat(versions(bench)).isEqualTo("16.9.2 16.9.2");
    assertThat(bench.snapshot().terminal()).isTrue();
  }

  @Test
  void a_commit_that_does_not_reach_the_other_unit_fails() {
    Bench bench = activating("w-power-loss-during-commit");
    assertThat(bench.run("install commit", Duration.ofMinutes(9)))
        .contains("install_commit_remote: Failed on [1]", "FAILED: install_commit exit(1)");
    assertThat(bench.snapshot().issuState()).isEqualTo("Activated");
  }

  @Test
  void a_standby_may_come_back_hot_on_its_old_release() {
    assertThat(versions(activating("38-boots-old-image"))).isEqualTo("16.12.4 16.9.2");
  }

  @Test
  void firmware_lines_flow_while_a_boot_takes_longer() {
    Bench bench = Bench.in("32-firmware-upgrade");
    bench.added();
    bench.run("install activate issu", Duration.ofMinutes(10));
    assertThat(bench.screen()).contains("DO NOT POWER CYCLE", "Microcode programming 120 seconds");
    bench.pass(Duration.ofMinutes(20));
    assertThat(versions(bench)).isEqualTo("16.12.4 16.12.4");
  }

  @Test
  void an_unknown_question_holds_the_activation_up() {
    Bench bench = Bench.in("36-unknown-question");
    bench.added();
    assertThat(bench.run("install activate issu")).endsWith("Continue? [y/n]");
    assertThat(bench.type("n")).endsWith("C9500#");
    assertThat(bench.snapshot().lastOperation()).isEqualTo("N/A");
    bench.run("install activate issu");
    assertThat(bench.type("y")).contains("install_activate: START");
  }

  @Test
  void a_session_may_be_cut_while_something_runs() {
    Bench bench = Bench.in("37-idle-cut-while-copying");
    bench.run("install add file " + bench.target(), Duration.ofMinutes(2));
    assertThat(bench.hungUp()).isTrue();
  }

  @Test
  void prompts_betray_the_wrong_unit() {
    assertThat(Bench.in("23-standby-prompt").type("\r")).endsWith("C9500-stby#");
    assertThat(activating("23-recovery-prompt").type("\r")).endsWith("C9500(recovery-mode)#");
    assertThat(activating("23-boot-loader").type("\r")).endsWith("\nswitch: ");
  }

  @Test
  void a_command_may_never_answer() {
    Bench bench = Bench.in("40-summary-hangs");
    assertThat(bench.run("show install summary", HOUR)).isEmpty();
  }

  @Test
  void output_may_freeze_and_thaw_or_come_late() {
    Bench frozen = Bench.in("w-frozen-output");
    String first = frozen.run("show redundancy");
    assertThat(first).doesNotContain("Peer Processor");
    frozen.pass(Duration.ofSeconds(61));
    assertThat(frozen.screen()).contains("Peer Processor").endsWith("C9500#");
    Bench late = Bench.in("w-late-prompt");
    assertThat(late.run("show clock")).doesNotContain("C9500#");
    late.pass(Duration.ofSeconds(11));
    assertThat(late.screen()).endsWith("C9500#");
  }

  @Test
  void output_may_come_in_pieces_with_ornaments() {
    Bench bench = Bench.in("w-split-bytes");
    bench.run("show redundancy", Duration.ofSeconds(30));
    assertThat(bench.screen()).contains("\u001b[K").endsWith("C9500#");
  }

  @Test
  void a_connection_may_end_at_any_byte() {
    Bench bench = Bench.in("w-drop-at-byte");
    String printed = bench.run("show version");
    assertThat(bench.hungUp()).isTrue();
    assertThat(printed).doesNotContain("Configuration register");
  }

  @Test
  void a_storm_fills_the_log() {
    Bench bench = Bench.in("w-log-storm");
    bench.added();
    bench.run("install activate issu", Duration.ofMinutes(3));
    assertThat(bench.chassis.log().count()).isGreaterThan(4000);
  }

  @Test
  void both_units_may_restart_after_the_switchover() {
    Bench bench = activating("w-both-reload");
    assertThat(bench.snapshot().terminal()).isTrue();
    assertThat(versions(bench)).isEqualTo("16.9.2 16.9.2");
  }

  @Test
  void the_timer_may_run_out_during_the_commit() {
    Bench bench = activating("w-abort-during-commit");
    bench.run("install commit", Duration.ofMinutes(40));
    assertThat(versions(bench)).isEqualTo("16.9.2 16.9.2");
  }

  @Test
  void a_jump_of_the_clock_does_not_move_the_timer() {
    Bench bench = activating("w-clock-jump");
    assertThat(bench.snapshot().timerSeconds().orElseThrow()).isGreaterThan(3000L);
    assertThat(bench.run("show clock")).contains(" Fri Feb 8 2019");
  }

  @Test
  void a_device_of_17_refuses_to_go_down() {
    Bench bench = Bench.in("31-downgrade");
    bench.added();
    assertThat(bench.run("show issu state detail")).contains("17.06.05.0.", "  No\n");
    assertThat(bench.run("install activate issu")).contains("ISSU compatibility check failed");
  }

  @Test
  void an_endless_output_stops_when_the_session_does() {
    Bench bench = Bench.in("w-endless-line");
    bench.run("show version");
    assertThat(bench.screen().length()).isGreaterThan(50_000_000);
  }

  @Test
  void there_may_always_be_another_page() {
    Bench bench = Bench.in("w-endless-more");
    assertThat(bench.run("show logging")).endsWith(" --More-- ");
    assertThat(bench.type(" ".repeat(50))).endsWith(" --More-- ");
    assertThat(bench.type("q")).endsWith("C9500#");
  }

  @Test
  void a_renamed_device_says_so() {
    assertThat(activating("w-wrong-hostname").type("\r")).endsWith("not-the-same-switch#");
  }

  @Test
  void the_same_image_succeeds_without_change() {
    Bench bench = Bench.in("12-same-image");
    assertThat(bench.run("install add file " + bench.target(), Duration.ofMinutes(6)))
        .contains("Same Image File-No Change", "SUCCESS: install_add");
    assertThat(bench.snapshot().issuState()).isEqualTo("none");
  }
}
