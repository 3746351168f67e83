package io.hitless.api.inventory;

import io.hitless.api.problem.Violation;
import java.util.List;
import java.util.Optional;

/// What became of each row of an import.
record ImportReport(int created, int refused, List<Row> rows) {
  /// One row.
  ///
  /// @param row counted from 1, the header of a table not included
  /// @param id of the device, `null` when it was refused or only validated
  record Row(
      int row,
      Result result,
      Optional<String> name,
      Optional<String> id,
      List<Violation> violations) {}

  /// Published words.
  enum Result {
    CREATED,
    VALID,
    REFUSED
  }

  static ImportReport of(List<Row> rows) {
    long refused = rows.stream().filter(row -> row.result() == Result.REFUSED).count();
    long created = rows.stream().filter(row -> row.result() == Result.CREATED).count();
    return new ImportReport((int) created, (int) refused, rows);
  }
}
