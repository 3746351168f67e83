package io.hitless.readiness;

import static io.hitless.readiness.CheckResult.Result.FAIL;
import static io.hitless.readiness.CheckResult.Result.PASS;
import static io.hitless.readiness.CheckResult.Result.UNKNOWN;
import static io.hitless.readiness.CheckResult.Result.WARN;
import static io.hitless.readiness.Look.at;
import static io.hitless.readiness.Look.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.AutoAbort;
import io.hitless.device.facts.ConfigurationState;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.InstallSummary.Block;
import io.hitless.device.facts.InstallSummary.Installed;
import io.hitless.device.facts.InstallSummary.State;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.IssuState.Health;
import io.hitless.device.facts.IssuState.InProgress;
import io.hitless.device.facts.IssuState.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whether nothing is going on or left over, and the configuration is safe.
class InstallChecksTest {
  private static final Installed RUNNING = image(State.COMMITTED, "16.9.2.0.2433");
  private static final List<String> BOTH = List.of("1", "2");

  @Test
  void nothing_in_progress_passes_in_both_dialects() {
    expect(at(PaperSwitch.pair(), "issu-idle"), PASS);
    expect(at(PaperSwitch.chassis(), "issu-idle"), PASS, "own checks");
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void an_upgrade_in_any_phase_fails_and_is_left_alone(Phase phase) {
    PaperSwitch busy = PaperSwitch.pair();
    busy.issu =
        new IssuState(
            Optional.empty(),
            new InProgress(
                "Step-by-step ISSU",
                Optional.empty(),
                phase,
                "Added state",
                "Activate location standby Chassis 2",
                List.of(),
                List.of(),
                new AutoAbort.Inactive(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "sso",
                false));
    expect(at(busy, "issu-idle"), FAIL, "Added state", "Activate location standby");
  }

  @Test
  void the_devices_own_no_fails_by_the_row_that_says_it() {
    PaperSwitch paper = PaperSwitch.chassis();
    paper.issu = health(true, "N/A", row("SSO Mode", true), row("Standby Online", false));
    expect(at(paper, "issu-idle"), FAIL, "Standby Online");
    paper.issu = health(false, "N/A", row("SSO Mode", true));
    expect(at(paper, "issu-idle"), FAIL, "disabled");
    paper.issu = health(true, "N/A");
    expect(at(paper, "issu-idle"), UNKNOWN, "without a row");
  }

  @Test
  void a_table_of_system_checks_that_means_another_kind_of_device_is_a_warning() {
    for (String mode : new String[] {"HA-REMOTE", "NONE", "HA-SOMETHING"}) {
      PaperSwitch paper = PaperSwitch.chassis().health("Successful", mode, "SSO Mode");
      expect(at(paper, "issu-idle"), WARN, mode, "DUAL_SUPERVISOR");
    }
    PaperSwitch pair = PaperSwitch.pair().health("Successful", "HA-REMOTE", "SSO Mode");
    expect(at(pair, "issu-idle"), PASS);
  }

  @Test
  void an_earlier_upgrade_that_failed_is_a_warning() {
    PaperSwitch paper = PaperSwitch.chassis().health("Failed", "HA-STANDALONE", "SSO Mode");
    expect(at(paper, "issu-idle"), WARN, "the one before failed");
  }

  @Test
  void one_committed_image_on_both_units_is_clean() {
    expect(at(PaperSwitch.pair(), "install-clean"), PASS);
  }

  @ParameterizedTest
  @EnumSource(value = State.class, mode = EnumSource.Mode.EXCLUDE, names = "COMMITTED")
  void anything_that_is_not_committed_fails_by_name(State state) {
    expect(
        held(
            new AutoAbort.Inactive(),
            new Block(BOTH, List.of(image(state, "16.12.4.0.1"), RUNNING))),
        FAIL,
        "16.12.4.0.1");
  }

  @Test
  void an_image_that_one_unit_only_holds_fails() {
    expect(
        held(
            new AutoAbort.Inactive(),
            new Block(List.of("1"), List.of(RUNNING)),
            new Block(List.of("2"), List.of())),
        FAIL,
        "exactly one");
  }

  @Test
  void a_rollback_that_is_running_down_fails() {
    Block clean = new Block(BOTH, List.of(RUNNING));
    expect(held(new AutoAbort.Running(Duration.ofMinutes(52)), clean), FAIL, "rollback");
    expect(held(new AutoAbort.RunningUntimed(), clean), FAIL, "rollback");
    expect(held(new AutoAbort.NotPrinted(), clean), PASS);
  }

  @Test
  void a_committed_image_that_does_not_run_fails() {
    expect(
        held(
            new AutoAbort.Inactive(),
            new Block(BOTH, List.of(image(State.COMMITTED, "16.12.4.0.1")))),
        FAIL,
        "16.9.2");
  }

  @Test
  void a_summary_of_one_unit_is_unknown_and_an_empty_one_is_no_pass() {
    expect(
        held(new AutoAbort.Inactive(), new Block(List.of("1"), List.of(RUNNING))),
        UNKNOWN,
        "only one unit");
    expect(held(new AutoAbort.Inactive()), FAIL);
  }

  @Test
  void committed_patches_whose_files_are_there_are_a_warning() {
    PaperSwitch there = patched("flash:x.smu.bin").holding("flash:x.smu.bin", 17);
    CheckResult found = at(there, "install-clean");
    expect(found, WARN, "flash:x.smu.bin");
    assertThat(found.evidence()).contains("line of file");
  }

  @Test
  void an_active_patch_whose_file_is_gone_fails_by_name() {
    expect(at(patched("flash:x.smu.bin"), "install-clean"), FAIL, "flash:x.smu.bin", "gone");
  }

  @Test
  void a_patch_whose_file_is_not_to_be_found_out_about_is_unknown() {
    expect(at(patched("x.smu.bin"), "install-clean"), UNKNOWN, "x.smu.bin");
    PaperSwitch unread = patched("flash:x.smu.bin");
    unread.failing(
        "file", new DeviceException.UnrecognisedOutput("dir flash:x.smu.bin", "half of one.", ""));
    expect(at(unread, "install-clean"), UNKNOWN, "half of one");
  }

  private static PaperSwitch patched(String name) {
    PaperSwitch paper = PaperSwitch.pair();
    paper.install = PaperSwitch.install(BOTH, RUNNING, new Installed("SMU", State.COMMITTED, name));
    return paper;
  }

  @Test
  void unsaved_changes_are_a_warning_since_the_upgrade_saves_them() {
    expect(at(PaperSwitch.pair(), "config-saved"), PASS);
    PaperSwitch dirty = PaperSwitch.pair();
    dirty.configuration =
        new ConfigurationState(Optional.of("10:03:20 jst Fri Feb 8 2019"), Optional.empty(), false);
    expect(at(dirty, "config-saved"), WARN, "10:03:20 jst");
  }

  private static CheckResult held(AutoAbort timer, Block... blocks) {
    PaperSwitch paper = PaperSwitch.pair();
    paper.install = new InstallSummary(List.of(blocks), timer);
    return at(paper, "install-clean");
  }

  private static Installed image(State state, String name) {
    return new Installed("IMG", state, name);
  }

  private static Health.Row row(String check, boolean passed) {
    return new Health.Row(check, passed);
  }

  private static IssuState health(boolean enabled, String previous, Health.Row... rows) {
    return new IssuState(
        Optional.of(new Health(enabled, previous, List.of(rows), Optional.empty())),
        new IssuState.Idle());
  }
}
