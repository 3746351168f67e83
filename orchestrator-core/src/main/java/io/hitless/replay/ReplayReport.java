package io.hitless.replay;

import java.util.List;

/// What came of a replay.
///
/// @param sessions that were played
/// @param questions, changes, verdicts that were compared
/// @param skipped notes with nothing to compare: sessions that never came about, conversations that
///   a crash cut off, verdicts on answers that are not in the recording, words of another release
/// @param differing how many differences there are
/// @param differences the first of them
public record ReplayReport(
    int sessions,
    int questions,
    int changes,
    int verdicts,
    int skipped,
    int differing,
    List<Difference> differences) {
  public ReplayReport {
    differences = List.copyOf(differences);
  }

  public boolean agrees() {
    return differing == 0;
  }
}
