package io.hitless.job;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// The flight recorder's memory: what was typed, printed and decided for a job, with secrets struck
/// out before it gets here.
public interface Transcripts {

  void append(JobId job, List<Entry> entries);

  /// Hands the whole transcript to `reader` in the order in which it was written, piece by piece.
  void read(JobId job, Consumer<Entry> reader);

  /// One piece.
  ///
  /// @param at when it passed, to the microsecond
  /// @param text as it went over the wire; of a note its line
  record Entry(Instant at, Conversation in, Kind kind, String text) {}

  /// One session with the device. Two of them are mixed with each other in a transcript when a job
  /// was taken over while the former holder still had something to write.
  ///
  /// @param epoch of the lease under which it was held
  /// @param number within that lease, from 1
  record Conversation(long epoch, int number) {
    /// Of what was written before conversations were told apart.
    public static final Conversation UNKNOWN = new Conversation(0, 0);
  }

  /// What a piece is.
  enum Kind {
    /// A session begins; the text names the device.
    OPENED,
    TYPED,
    PRINTED,
    /// What was asked, learned or decided: a [Note].
    NOTED,
    /// The session is over.
    CLOSED
  }
}
