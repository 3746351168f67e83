package io.hitless.api.job;

import io.hitless.replay.Difference;
import io.hitless.replay.ReplayReport;
import java.time.Instant;
import java.util.List;

/// A replay as it is shown.
///
/// @param agrees whether this release would have done as the job did
/// @param skipped notes with nothing to compare
/// @param differing how many differences there are, of which the first are listed
record ReplayView(
    boolean agrees,
    int sessions,
    int questions,
    int changes,
    int verdicts,
    int skipped,
    int differing,
    List<Row> differences) {

  static ReplayView of(ReplayReport report) {
    return new ReplayView(
        report.agrees(),
        report.sessions(),
        report.questions(),
        report.changes(),
        report.verdicts(),
        report.skipped(),
        report.differing(),
        report.differences().stream().map(Row::of).toList());
  }

  /// One difference.
  record Row(Instant at, Difference.Kind kind, String about, String then, String now) {
    static Row of(Difference found) {
      return new Row(found.at(), found.kind(), found.about(), found.then(), found.now());
    }
  }
}
