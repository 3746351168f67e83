package io.hitless.readiness;

import static io.hitless.readiness.CheckResult.Result.FAIL;
import static io.hitless.readiness.CheckResult.Result.PASS;
import static io.hitless.readiness.CheckResult.Result.UNKNOWN;
import static io.hitless.readiness.CheckResult.Result.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.DeviceException;
import io.hitless.readiness.CustomCheck.Definition;
import io.hitless.readiness.CustomCheck.Expectation;
import io.hitless.readiness.CustomCheck.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomCheckTest {
  private static final String COMMAND = "show interfaces status | include err-disabled";

  private static CheckResult look(PaperSwitch paper, Definition definition) {
    Checks checks = Checks.standard(UpgradeRules.shipped(), List.of(CustomCheck.of(definition)));
    return checks.run(Look.subject(paper, Optional.empty()), Set.of(definition.id())).getFirst();
  }

  private static Definition absent(String command, Severity severity) {
    return new Definition(
        "no-err-disabled", command, "err-disabled", Expectation.ABSENT, severity, "Ports in error");
  }

  @Test
  void what_must_be_absent_passes_when_no_line_has_it_and_shows_the_line_that_does() {
    PaperSwitch paper = PaperSwitch.pair();
    CheckResult well = look(paper, absent(COMMAND, Severity.FAIL));
    assertThat(well.result()).isEqualTo(PASS);
    assertThat(well.command()).isEqualTo(COMMAND);

    paper = PaperSwitch.pair();
    paper.printed = List.of("Te1/0/3  err-disabled 1", "Te1/0/4  connected");
    CheckResult ill = look(paper, absent(COMMAND, Severity.FAIL));
    assertThat(ill.result()).isEqualTo(FAIL);
    assertThat(ill.evidence()).containsExactly("Te1/0/3  err-disabled 1");
    assertThat(ill.summary()).contains("Ports in error", "must be absent");
  }

  @Test
  void what_must_be_present_is_as_bad_as_its_author_says_when_it_is_missing() {
    PaperSwitch paper = PaperSwitch.pair();
    paper.printed = List.of("Clock is unsynchronized, stratum 16");
    Definition ntp =
        new Definition(
            "ntp-in-sync",
            "show ntp status",
            "^Clock is synchronized",
            Expectation.PRESENT,
            Severity.WARN,
            "Time");
    CheckResult found = look(paper, ntp);
    assertThat(found.result()).isEqualTo(WARN);
    assertThat(found.evidence()).containsExactly("Clock is unsynchronized, stratum 16");
    paper = PaperSwitch.pair();
    paper.printed = List.of("Clock is synchronized, stratum 3");
    assertThat(look(paper, ntp).result()).isEqualTo(PASS);
  }

  @Test
  void silence_where_nothing_was_filtered_away_is_no_pass() {
    assertThat(look(PaperSwitch.pair(), absent("show interfaces status", Severity.FAIL)).result())
        .isEqualTo(UNKNOWN);
  }

  @Test
  void a_command_that_the_device_does_not_take_is_unknown_with_the_reason() {
    PaperSwitch paper =
        PaperSwitch.pair()
            .failing(
                "ask", new DeviceException.UnrecognisedOutput(COMMAND, "does not know it", "% x"));
    CheckResult found = look(paper, absent(COMMAND, Severity.WARN));
    assertThat(found.result()).isEqualTo(UNKNOWN);
    assertThat(found.summary()).contains("does not know it");
  }

  @Test
  void a_pattern_made_to_be_slow_is_matched_in_linear_time() {
    PaperSwitch paper = PaperSwitch.pair();
    paper.printed = List.of("a".repeat(200_000) + "!");
    var evil =
        new Definition(
            "evil", "show version", "^(a+)+$", Expectation.PRESENT, Severity.FAIL, "Evil");
    assertThat(look(paper, evil).result()).isEqualTo(FAIL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id; No-Caps; show version; x; text",
        "id; two--dashes; show version; x; text",
        "command; fine; show running-config; x; text",
        "command; fine; show version | redirect flash:x; x; text",
        "command; fine; reload; x; text",
        "pattern; fine; show version; (; text",
        "pattern; fine; show version; x*; text",
        "pattern; fine; show version; (?=x); text",
        "pattern; fine; show version; (x)\\1; text",
        "summary; fine; show version; x; ' '"
      })
  void a_definition_that_is_wrong_is_refused_by_the_name_of_its_field(
      String field, String id, String command, String pattern, String summary) {
    var definition =
        new Definition(id, command, pattern, Expectation.PRESENT, Severity.FAIL, summary);
    assertThatThrownBy(() -> CustomCheck.of(definition))
        .isInstanceOfSatisfying(
            CustomCheck.Refused.class, refused -> assertThat(refused.field()).isEqualTo(field));
  }
}
