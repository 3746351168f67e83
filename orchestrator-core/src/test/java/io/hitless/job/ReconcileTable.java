package io.hitless.job;

import io.hitless.job.Intent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the reconciler's table as a page, so that what is documented is what runs.
final class ReconcileTable {
  private ReconcileTable() {}

  static String page() {
    var page = new StringBuilder();
    page.append(
        """
        # Last intent × device → verdict

        Written from `Reconciler.TABLE` by `ReconcilerTest`; change the table, not this page:
        `mvn -pl orchestrator-core -am test -Dtest=ReconcilerTest -Dhitless.write-docs=true -Dsurefire.failIfNoSpecifiedTests=false`.

        A row is what one look at the device amounts to (`Situation`), a column the last command that the
        job meant to send. `NOT_DONE` becomes `STARTING` while a command that nobody is known to have
        refused may still begin. An empty cell is `UNRECOGNISED`: the job stops for an operator, the device
        untouched.

        """);
    List<Optional<Kind>> columns = columns();
    row(
        page,
        "device",
        columns.stream().map(kind -> kind.map(ReconcileTable::word).orElse("none")).toList());
    row(page, "---", columns.stream().map(kind -> "---").toList());
    for (Situation seen : Situation.values()) {
      row(
          page,
          word(seen),
          columns.stream()
              .map(kind -> Reconciler.verdict(kind, seen))
              .map(verdict -> verdict == Verdict.UNRECOGNISED ? "" : word(verdict))
              .toList());
    }
    return page.toString();
  }

  static List<Optional<Kind>> columns() {
    var columns = new ArrayList<Optional<Kind>>();
    columns.add(Optional.empty());
    Stream.of(Kind.values()).map(Optional::of).forEach(columns::add);
    return columns;
  }

  private static void row(StringBuilder page, String head, List<String> cells) {
    page.append("| ").append(head).append(" | ");
    page.append(cells.stream().collect(Collectors.joining(" | "))).append(" |\n");
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
