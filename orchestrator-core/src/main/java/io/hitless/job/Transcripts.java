package io.hitless.job;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// What was typed and printed for a job, with secrets struck out before it gets here.
public interface Transcripts {

  void append(JobId job, List<Line> lines);

  /// Hands the whole transcript to `reader` in order, piece by piece.
  void read(JobId job, Consumer<Line> reader);

  /// One piece.
  ///
  /// @param sent typed by us; otherwise printed by the device
  record Line(Instant at, boolean sent, String text) {}
}
