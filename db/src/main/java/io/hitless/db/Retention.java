package io.hitless.db;

import java.time.Duration;
import java.util.Optional;

/// How long what happened is kept: whole months (UTC) that ended longer ago go. Empty: for ever.
/// Nothing younger than thirty days goes, whatever is said here.
///
/// @param log events and audit
/// @param transcripts what was typed and printed
public record Retention(Optional<Duration> log, Optional<Duration> transcripts) {
  public static final Duration LEAST = Duration.ofDays(30);

  public static final Retention STANDARD =
      new Retention(Optional.of(Duration.ofDays(400)), Optional.of(Duration.ofDays(400)));

  public Retention {
    boolean tooShort =
        log.filter(it -> it.compareTo(LEAST) < 0).isPresent()
            || transcripts.filter(it -> it.compareTo(LEAST) < 0).isPresent();
    if (tooShort) {
      throw new IllegalArgumentException("what happened is kept for 30 days at least");
    }
  }
}
