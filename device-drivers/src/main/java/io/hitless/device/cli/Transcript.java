package io.hitless.device.cli;

import io.hitless.device.Credentials;
import io.hitless.device.SessionLog;
import java.time.InstantSource;

/// The only door from a conversation to whoever records it: every character typed and printed
/// passes here once, with its time, and secrets are struck out.
///
/// A session is closed by other threads than its own, so that each method is guarded.
final class Transcript {
  private final SessionLog log;
  private final InstantSource clock;
  private final Redaction redaction;
  private boolean over;

  Transcript(SessionLog log, InstantSource clock, Credentials credentials) {
    this.log = log;
    this.clock = clock;
    this.redaction = Redaction.of(credentials);
  }

  /// From now on `secret` is struck out as well.
  synchronized void alsoStrike(String secret) {
    redaction.also(secret);
  }

  synchronized void sent(String line) {
    if (!over) {
      log.sent(clock.instant(), strike(line));
    }
  }

  synchronized void pressed(String key) {
    if (!over) {
      log.pressed(clock.instant(), key);
    }
  }

  synchronized void received(String piece) {
    String shown = redaction.pass(piece);
    if (!over && !shown.isEmpty()) {
      log.received(clock.instant(), shown);
    }
  }

  synchronized void deviceLog(String line) {
    log.deviceLog(clock.instant(), redaction.strikeLine(line));
  }

  /// Gives out what was held back; what is left of a secret is struck.
  synchronized void end() {
    if (over) {
      return;
    }
    String left = redaction.end();
    if (!left.isEmpty()) {
      log.received(clock.instant(), left);
    }
    over = true;
    log.closed(clock.instant());
  }

  /// `text` without what logs us in, for messages.
  synchronized String strike(String text) {
    return redaction.strike(text);
  }

  /// A whole line without that, and without the secrets of a configuration.
  synchronized String strikeLine(String line) {
    return redaction.strikeLine(line);
  }
}
