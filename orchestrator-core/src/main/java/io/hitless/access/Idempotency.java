package io.hitless.access;

import java.time.Duration;
import java.util.Map;

/// Remembers the answers to requests that carried an `Idempotency-Key`, so that a request sent
/// twice takes effect once.
///
/// A handler begins, takes effect and completes: effect and [#complete] belong into one
/// [Transactions#inOne], so that no effect is kept without its answer. An attempt that dies between
/// leaves the key in progress until its time is up; then the next one may try, and the late one's
/// [#complete] refuses, which undoes its effect.
public interface Idempotency {

  /// Claims the key for one attempt.
  ///
  /// @param principal who asks: keys of different callers are different keys
  /// @param fingerprint of method, path and body
  /// @param patience how long the attempt may take before another may take its place
  /// @param kept how long the answer is kept
  Begun begin(String key, String principal, String fingerprint, Duration patience, Duration kept);

  /// Keeps the answer.
  ///
  /// @throws Superseded when another attempt took the place of this one
  void complete(New attempt, Answer answer);

  /// Frees the key without an answer, after a failure that a second try may not meet again.
  void abandon(New attempt);

  /// Deletes what is older than it is kept; answers how many.
  int forgetExpired();

  /// What became of the key.
  sealed interface Begun {}

  /// It is this attempt's.
  ///
  /// @param attempt tells attempts with the same key apart
  record New(String key, String principal, long attempt) implements Begun {}

  /// It was answered before.
  record Replay(Answer answer) implements Begun {}

  /// It was used for another request.
  record Reused() implements Begun {}

  /// Another attempt is still at it.
  record InProgress() implements Begun {}

  /// An answer as it went out.
  record Answer(int status, Map<String, String> headers, String body) {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /// The attempt took too long and lost its place.
  final class Superseded extends RuntimeException {
    public Superseded(New attempt) {
      super("another attempt took over the idempotency key " + attempt.key());
    }
  }
}
