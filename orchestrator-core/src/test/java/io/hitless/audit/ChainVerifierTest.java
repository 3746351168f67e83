package io.hitless.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.audit.ChainFault.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {
  private static final Instant AT = Instant.parse("2026-12-01T01:00:00.123456Z");

  /// Rows 1, 3, 5 …: ids have holes.
  private static List<ChainedRow> log(int length) {
    var rows = new ArrayList<ChainedRow>();
    Mark before = Mark.GENESIS;
    for (int i = 0; i < length; i++) {
      LogRow row = row(2 * i + 1, "event " + i);
      Link link = Link.after(before, row, AT);
      rows.add(new ChainedRow(row.id(), Optional.of(row), Optional.of(link), false));
      before = link.mark();
    }
    return rows;
  }

  private static LogRow row(long id, String summary) {
    return LogRow.event(
        id,
        AT,
        "job.device-log",
        Optional.empty(),
        Optional.empty(),
        Map.of("summary", summary, "evidence", List.of("§ \"quoted\" \\ \u0001"), "percent", 63));
  }

  private static Mark head(List<ChainedRow> rows) {
    return rows.getLast().link().orElseThrow().mark();
  }

  private static ChainReport verified(List<ChainedRow> rows, Mark head, Optional<Mark> anchor) {
    var verifier = new ChainVerifier(anchor);
    verifier.begin(Mark.GENESIS, head);
    for (ChainedRow row : rows) {
      if (!verifier.row(row)) {
        return verifier.report();
      }
    }
    verifier.end();
    return verifier.report();
  }

  private static void isFault(ChainReport report, Kind kind, long id) {
    assertThat(report.intact()).isFalse();
    assertThat(report.firstBad().orElseThrow().kind()).isEqualTo(kind);
    assertThat(report.firstBad().orElseThrow().id()).isEqualTo(id);
  }

  private static List<ChainedRow> with(int index, UnaryOperator<ChainedRow> change) {
    List<ChainedRow> rows = log(9);
    rows.set(index, change.apply(rows.get(index)));
    return rows;
  }

  @Test
  void an_untouched_log_is_intact() {
    List<ChainedRow> rows = log(9);
    ChainReport report = verified(rows, head(rows), Optional.of(head(rows.subList(0, 4))));
    assertThat(report.firstBad()).isEmpty();
    assertThat(report.rows()).isEqualTo(9);
    assertThat(report.reached()).isEqualTo(head(rows));
  }

  @Test
  void a_changed_row_is_named() {
    List<ChainedRow> rows =
        with(4, it -> new ChainedRow(9, Optional.of(row(9, "nothing")), it.link(), false));
    isFault(verified(rows, head(log(9)), Optional.empty()), Kind.CHANGED, 9);
  }

  @Test
  void a_removed_row_is_named_unless_it_is_so_old_that_it_may_be_gone() {
    List<ChainedRow> gone = with(4, it -> new ChainedRow(9, Optional.empty(), it.link(), false));
    isFault(verified(gone, head(log(9)), Optional.empty()), Kind.REMOVED, 9);
    List<ChainedRow> old = with(4, it -> new ChainedRow(9, Optional.empty(), it.link(), true));
    ChainReport report = verified(old, head(log(9)), Optional.empty());
    assertThat(report.intact()).isTrue();
    assertThat(report.retired()).isEqualTo(1);
  }

  @Test
  void a_row_removed_with_its_link_is_named_by_the_link_behind_it() {
    List<ChainedRow> rows = log(9);
    rows.remove(4);
    isFault(verified(rows, head(log(9)), Optional.empty()), Kind.RELINKED, 11);
  }

  @Test
  void an_inserted_row_is_named() {
    List<ChainedRow> rows = log(9);
    rows.add(4, new ChainedRow(8, Optional.of(row(8, "forged")), Optional.empty(), false));
    isFault(verified(rows, head(log(9)), Optional.empty()), Kind.INSERTED, 8);
  }

  @Test
  void two_rows_that_changed_places_are_named_as_that() {
    List<ChainedRow> rows = log(9);
    ChainedRow third = rows.get(2);
    ChainedRow sixth = rows.get(5);
    rows.set(
        2, new ChainedRow(5, Optional.of(sixth.row().orElseThrow().at(5)), third.link(), false));
    rows.set(
        5, new ChainedRow(11, Optional.of(third.row().orElseThrow().at(11)), sixth.link(), false));
    isFault(verified(rows, head(log(9)), Optional.empty()), Kind.REORDERED, 5);
  }

  @Test
  void a_chain_whose_last_rows_are_gone_is_too_short() {
    List<ChainedRow> rows = log(9);
    isFault(verified(rows.subList(0, 7), head(rows), Optional.empty()), Kind.CUT_OFF, 13);
  }

  @Test
  void a_chain_that_was_made_anew_does_not_pass_through_the_mark_that_was_kept() {
    List<ChainedRow> rows = log(9);
    var forged = new ArrayList<ChainedRow>();
    Mark before = Mark.GENESIS;
    for (ChainedRow row : rows) {
      LogRow content = row.id() == 3 ? row(3, "nothing") : row.row().orElseThrow();
      Link link = Link.after(before, content, AT);
      forged.add(new ChainedRow(row.id(), Optional.of(content), Optional.of(link), false));
      before = link.mark();
    }
    assertThat(verified(forged, head(forged), Optional.empty()).intact()).isTrue();
    isFault(
        verified(forged, head(forged), Optional.of(head(rows.subList(0, 6)))),
        Kind.NOT_ANCHORED,
        11);
    isFault(verified(rows, head(rows), Optional.of(new Mark(4, Hash.ZERO))), Kind.NOT_ANCHORED, 4);
  }

  @Test
  void the_canonical_form_is_one_that_others_can_write_as_well() {
    assertThat(
            new String(
                CanonicalJson.bytes(
                    Map.of(
                        "b", List.of(1, 2.50, true),
                        "a", Map.of("z", "é\n\u0001\"\\", "y", 1_000_000_000_000L))),
                java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"a\":{\"y\":1000000000000,\"z\":\"é\\n\\u0001\\\"\\\\\"},\"b\":[1,2.5,true]}");
  }
}
