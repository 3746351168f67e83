package io.hitless.readiness;

import static io.hitless.readiness.CheckResult.Result.FAIL;
import static io.hitless.readiness.CheckResult.Result.PASS;
import static io.hitless.readiness.CheckResult.Result.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.facts.Platform;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.Topology;
import io.hitless.readiness.CheckResult.Result;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which upgrades the shipped rules allow, and what no rules can allow.
class UpgradeRulesTest {
  private static final UpgradeRules SHIPPED = UpgradeRules.shipped();
  private static final List<String> EXTENDED =
      List.of("16.9", "16.12", "17.3", "17.6", "17.9", "17.12", "17.15", "17.18", "26.1");

  @ParameterizedTest
  @CsvSource({
    "16.9.2,  16.9.3,   PASS",
    "16.9.2,  16.12.4,  PASS",
    "16.12.4, 16.12.8,  PASS",
    "17.3.1,  17.6.5,   PASS",
    "17.3.1,  17.9.4,   PASS",
    "17.3.1,  17.12.3,  PASS",
    "17.3.1,  17.15.1,  FAIL",
    "17.6.4,  17.9.4a,  PASS",
    "17.6.1,  17.12.4,  PASS",
    "17.6.1,  17.15.1,  PASS",
    "17.6.1,  17.18.1,  FAIL",
    "17.9.4,  17.12.4,  PASS",
    "17.9.4,  17.15.4d, PASS",
    "17.9.4,  17.9.4a,  PASS",
    "17.9.4a, 17.9.4,   FAIL",
    "17.15.4, 17.15.4d, PASS",
    "16.12.4, 16.9.2,   FAIL",
    "16.12.4, 17.3.1,   FAIL",
    "17.18.2, 26.1.1,   FAIL",
    "16.10.1, 16.12.4,  FAIL",
    "16.9.2,  16.11.1,  FAIL",
    "17.6.1,  17.8.1,   FAIL",
    "17.7.1,  17.8.1,   UNKNOWN",
    "17.7.1,  17.7.2,   UNKNOWN",
    "26.1.1,  26.2.1,   UNKNOWN",
    "16.6.4,  16.9.2,   UNKNOWN",
    "17.9.4,  17.21.1,  UNKNOWN",
    "16.9.2,  16.9.2s,  FAIL",
    "16.9.2s, 16.12.4,  FAIL",
    "17.9.1,  17.12.1prd21, FAIL",
    "16.09.02, 16.9.2,  PASS",
  })
  void each_path_has_its_ruling(String from, String to, Result ruling) {
    assertThat(judge(from, to)).isEqualTo(ruling);
  }

  @Test
  void extended_trains_are_ruled_exhaustively() {
    for (String from : EXTENDED) {
      for (String to : EXTENDED) {
        assertThat(judge(from + ".1", to + ".2"))
            .as(from + " -> " + to)
            .isEqualTo(supported(from, to) ? PASS : FAIL);
      }
    }
  }

  private static boolean supported(String from, String to) {
    boolean sameMajor = from.split("\\.")[0].equals(to.split("\\.")[0]);
    int apart = EXTENDED.indexOf(to) - EXTENDED.indexOf(from);
    // One extended train a year since 2018.
    return sameMajor && apart >= 0 && apart <= 3;
  }

  @Property
  void a_downgrade_is_never_allowed_by_any_rules(
      @ForAll("versions") SoftwareVersion one, @ForAll("versions") SoftwareVersion other) {
    UpgradeRules everything = allowing(one.train(), other.train());
    for (UpgradeRules rules : List.of(SHIPPED, everything)) {
      Result ruling = rules.judge(one, other).result();
      if (other.compareTo(one) < 0
          || one.major() != other.major()
          || one.engineeringSpecial()
          || other.engineeringSpecial()) {
        assertThat(ruling).isEqualTo(FAIL);
      }
    }
  }

  @Property
  void of_two_different_releases_at_most_one_direction_is_allowed(
      @ForAll("versions") SoftwareVersion one, @ForAll("versions") SoftwareVersion other) {
    if (!one.sameRelease(other)) {
      assertThat(List.of(SHIPPED.judge(one, other).result(), SHIPPED.judge(other, one).result()))
          .contains(FAIL);
    }
  }

  @Property
  void every_pair_gets_a_ruling_with_a_reason(
      @ForAll("versions") SoftwareVersion one, @ForAll("versions") SoftwareVersion other) {
    UpgradeRules.Ruling ruling = SHIPPED.judge(one, other);
    assertThat(ruling.result()).isIn(PASS, FAIL, UNKNOWN);
    assertThat(ruling.why()).isNotBlank();
  }

  @Provide
  Arbitrary<SoftwareVersion> versions() {
    return Combinators.combine(
            Arbitraries.of(16, 17, 26),
            Arbitraries.integers().between(1, 21),
            Arbitraries.integers().between(1, 9),
            Arbitraries.of("", "", "", "a", "d", "s", "prd21"))
        .as((major, minor, rebuild, suffix) ->
            SoftwareVersion.of(major + "." + minor + "." + rebuild + suffix));
  }

  @Test
  void a_site_may_allow_or_refuse_a_single_path() {
    UpgradeRules rules =
        UpgradeRules.read(
            """
            dated 2026-06-30
            years-apart 3
            extended 17.9 2022   # remark
            extended 17.12 2023
            allow 26.1 -> 26.2
            refuse 17.9 -> 17.12
            """);
    assertThat(rules.judge(of("26.1.1"), of("26.2.1")).result()).isEqualTo(PASS);
    assertThat(rules.judge(of("17.9.4"), of("17.12.1")).result()).isEqualTo(FAIL);
    assertThat(rules.judge(of("17.9.4"), of("17.9.5")).result()).isEqualTo(PASS);
  }

  @Test
  void capability_is_yes_no_or_not_spoken_of() {
    assertThat(SHIPPED.capable(Platform.C9500, Topology.STACKWISE_VIRTUAL)).contains(true);
    assertThat(SHIPPED.capable(Platform.C9300, Topology.STACK)).contains(false);
    assertThat(SHIPPED.capable(Platform.C3850, Topology.DUAL_SUPERVISOR))
        .isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alow 17.9 -> 17.12",
        "allow 17.9 17.12 x",
        "allow 17.9 -> 17.12.1",
        "allow 17.9 ->",
        "extended 17.9",
        "extended 17.9 22",
        "extended 17.9 2022\nextended 17.9 2023",
        "extended 17.9 2022\nstandard 17.9",
        "device C9999 STACK yes",
        "device C9500 STACK perhaps",
        "years-apart 4",
        "dated yesterday",
      })
  void a_line_that_is_no_rule_is_refused_and_named(String line) {
    String file = "dated 2026-06-30\nyears-apart 3\n" + line;
    assertThatThrownBy(() -> UpgradeRules.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s).*(line \\d|17\\.9 is called).*");
  }

  @Test
  void rules_without_a_date_or_a_distance_are_refused() {
    assertThatThrownBy(() -> UpgradeRules.read("years-apart 3"))
        .hasMessageContaining("date is missing");
    assertThatThrownBy(() -> UpgradeRules.read("dated 2026-06-30"))
        .hasMessageContaining("distance is missing");
  }

  private static UpgradeRules allowing(String from, String to) {
    return UpgradeRules.read(
        "dated 2026-06-30\nyears-apart 99\nallow %s -> %s".formatted(from, to));
  }

  private static Result judge(String from, String to) {
    return SHIPPED.judge(of(from), of(to)).result();
  }

  private static SoftwareVersion of(String version) {
    return SoftwareVersion.of(version);
  }
}
