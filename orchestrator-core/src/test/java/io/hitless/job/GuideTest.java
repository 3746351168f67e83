package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Refusal;
import io.hitless.testing.Some;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuideTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "io", "hitless", "job");
  private static final Pattern STOPS =
      Pattern.compile(
          "(?:StepResult\\.park|Ways\\.asOrdered|notBegun)\\(\\s*(?:turn,\\s*)?\"([a-z-]+)\"");

  /// The recovery tree, row by row: which command the way out must name in which case.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "device-unreachable | boot flash:packages.conf",
        "device-unreachable | boot a .bin from USB or TFTP",
        "mixed-versions | install abort issu",
        "mixed-versions | reload that unit alone",
        "mixed-versions | boot system switch all flash:packages.conf",
        "mixed-versions | show running-config | include boot system",
        "unrecognised-device-state | install remove inactive",
        "unrecognised-device-state | clear install state",
        "unrecognised-device-state | no service internal",
        "unrecognised-device-state | write memory",
        "unrecognised-device-state | install commit",
        "unrecognised-device-state | show tech-support install",
        "unrecognised-device-state | request platform software trace archive",
        "foreign-operation | show users",
        "standby-never-reached-sso | abort",
        "standby-never-came-back | boot flash:packages.conf",
        "peer-lost | show stackwise-virtual dual-active-detection",
        "version-mismatch | install autoupgrade",
        "config-sync-failed | show redundancy config-sync failures mcl",
        "host-key-changed | show crypto key mypubkey all",
        "engine-busy | reload",
        "abort-refused | install remove inactive",
        "commit-too-late | install auto-abort-timer stop",
        "not-clean | install remove inactive",
        "added-on-one-unit-only | install abort issu' is refused",
        "unexpected-prompt | recovery-mode",
      })
  void the_way_out_names_the_command(String code, String command) {
    assertThat(String.join("\n", Guide.steps(code, parked(Optional.empty())))).contains(command);
  }

  @Test
  void a_way_out_may_be_made_for_what_the_device_is() {
    assertThat(Guide.steps("foreign-operation", parked(Optional.of(Situation.ADDED))).getFirst())
        .contains("Added state");
    assertThat(
            Guide.steps("foreign-operation", parked(Optional.of(Situation.ACTIVATED))).getFirst())
        .contains("show users");
  }

  @Test
  void every_stop_has_a_way_out_of_its_own() throws IOException {
    assertThat(codes()).isNotEmpty().allMatch(Guide.sections()::contains);
  }

  @Test
  void every_way_out_is_numbered_says_what_is_legal_and_has_no_gap() {
    for (String section : Guide.sections()) {
      var steps = Guide.steps(section, parked(Optional.empty()));
      for (int i = 0; i < steps.size(); i++) {
        assertThat(steps.get(i)).startsWith((i + 1) + ". ").doesNotContain("{", "}");
      }
      assertThat(steps.getLast()).contains("Legal now: ").contains("take-over");
    }
  }

  @Test
  void a_refusal_without_a_way_of_its_own_gets_the_common_one() {
    for (Refusal reason : Refusal.values()) {
      String code = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertThat(Guide.steps(code, parked(Optional.empty()))).hasSizeGreaterThan(2);
    }
  }

  private static Set<String> codes() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".java")).toList()) {
        STOPS
            .matcher(Files.readString(file))
            .results()
            .map((MatchResult found) -> found.group(1))
            .forEach(codes::add);
      }
    }
    return codes;
  }

  private static Job parked(Optional<Situation> seen) {
    Job job = Some.job(Some.device("core-1.fra"), Some.image("16.12.4"));
    return job.with(draft -> {
      draft.stage = Stage.NEEDS_OPERATOR;
      draft.memory = draft.memory.with(memory -> memory.seen = seen);
    });
  }
}
