package io.hitless.api.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.inventory.DeviceId;
import io.hitless.readiness.CheckResult;
import io.hitless.readiness.ReadinessRun;
import io.hitless.readiness.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTableTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "|x",
        "%0A=1"
      })
  void what_a_spreadsheet_would_compute_is_made_a_text(String evil) {
    String cell = ResultTable.cell(evil);
    assertThat(cell.startsWith("\"") ? cell.substring(1) : cell).startsWith("'" + evil.charAt(0));
  }

  @Test
  void commas_quotes_and_line_ends_are_quoted() {
    assertThat(ResultTable.cell("a")).isEqualTo("a");
    assertThat(ResultTable.cell("")).isEmpty();
    assertThat(ResultTable.cell("a,b")).isEqualTo("\"a,b\"");
    assertThat(ResultTable.cell("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(ResultTable.cell("a\nb")).isEqualTo("\"a\nb\"");
    assertThat(ResultTable.cell("a\u0000b")).isEqualTo("a\ufffdb");
  }

  @Test
  void a_row_has_as_many_cells_as_the_header_checks_or_not() {
    var check =
        new CheckResult(
            "upgrade-path",
            CheckResult.Result.UNKNOWN,
            "no rule, yet.",
            "show version",
            List.of("=1", "two"),
            Optional.of(new CheckResult.Waived("noc", "-")));
    String row = ResultTable.rows(run(List.of(check)), Optional.empty());
    assertThat(row)
        .endsWith(
            ",DONE,READY,upgrade-path,UNKNOWN,\"no rule, yet.\",noc,'-,show version,\"'=1\ntwo\"\r\n");
    String none = ResultTable.rows(run(List.of()), Optional.empty());
    assertThat(none.chars().filter(c -> c == ',').count())
        .isEqualTo(ResultTable.HEADER.chars().filter(c -> c == ',').count());
  }

  private static ReadinessRun run(List<CheckResult> checks) {
    return new ReadinessRun(
        new RunId(new UUID(1, 1)),
        new DeviceId(new UUID(2, 2)),
        Optional.empty(),
        ReadinessRun.State.DONE,
        Optional.of(ReadinessRun.Verdict.READY),
        checks,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }
}
