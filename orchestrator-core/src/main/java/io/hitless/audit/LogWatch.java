package io.hitless.audit;

import java.time.Instant;
import java.util.Optional;

/// What the whole cluster knows of its log without reading all of it: what the last verification
/// found, and how far sealing is behind.
public interface LogWatch {

  /// @throws io.hitless.access.StorageAway while the database does not answer
  Standing standing();

  /// Has the log verified at once, by whichever replica is free, instead of at its time.
  void lookNow();

  /// @param verifiedAt when the last verification ended
  /// @param unsealedSince when the oldest row was written that is not sealed yet; none when all are
  record Standing(Verdict verdict, Optional<Instant> verifiedAt, Optional<Instant> unsealedSince) {}

  /// What the last verification found.
  enum Verdict {
    /// None has ended yet.
    UNKNOWN,
    INTACT,
    /// The log was tampered with.
    BROKEN
  }
}
