package io.hitless.job.step;

import io.hitless.access.StorageAway;
import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver;
import io.hitless.device.facts.StoredFile;
import io.hitless.inventory.Vault;
import io.hitless.job.Meanwhile;
import io.hitless.job.Transfer;
import io.hitless.job.Turn;
import io.hitless.session.Sessions;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows a copy while it goes on: how many bytes there are, how fast they come, and how fast they
/// may. What a switch pulls is seen by `dir`, on a second session; what is pushed is counted.
///
/// It is told for people's sake only. Whether the copy is whole, reading the file says afterwards.
final class CopyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CopyWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(15);

  /// A stage goes on for so much longer after each byte that came: the verification has to fit.
  private static final Duration QUIET = Duration.ofMinutes(40);

  /// A switch that has no second line for us is not asked again.
  private static final int MOST_FAILURES = 3;

  private final Turn turn;
  private final Copying copying;
  private final Optional<MeteredContent> pushed;
  private Optional<IssuDriver> aside = Optional.empty();
  private int failures;
  private Transfer seen;

  CopyWatch(Turn turn, Copying copying, Optional<MeteredContent> pushed) {
    this.turn = turn;
    this.copying = copying;
    this.pushed = pushed;
    this.seen = new Transfer(0, turn.image().sizeBytes(), 0, turn.now());
    turn.remember(memory -> memory.transfer = Optional.of(seen));
    pushed.ifPresent(this::holdBack);
  }

  Meanwhile meanwhile() {
    Duration every = Duration.between(turn.now(), turn.pace().poll(turn.now(), EVERY));
    return new Meanwhile(every, this::look, turn::hangUp);
  }

  /// A database that is away for a moment is no reason to cut a copy off: should it be away for
  /// longer, the lease ends, and the session with it.
  private void look() {
    try {
      bytes()
          .ifPresent(bytes -> {
            seen = seen.then(bytes, turn.now());
            tell(turn, seen);
          });
      pushed.ifPresent(this::holdBack);
    } catch (StorageAway away) {
      LOG.warn("a copy of job {} goes on unseen: {}", turn.job().id(), away.getMessage());
    }
  }

  static void tell(Turn turn, Transfer transfer) {
    boolean moves =
        turn.memory().transfer().map(before -> transfer.bytes() > before.bytes()).orElse(true);
    turn.moved(transfer, moves ? QUIET : Duration.ZERO);
  }

  private void holdBack(MeteredContent content) {
    content.holdTo(
        copying.slots().moving(turn.job(), copying.cap(turn.job()), seen.bytesPerSecond()));
  }

  private Optional<Long> bytes() {
    if (pushed.isPresent()) {
      return pushed.map(MeteredContent::read);
    }
    Optional<Long> found = onFlash();
    if (found.isPresent()) {
      var _ = copying.slots().moving(turn.job(), copying.cap(turn.job()), seen.bytesPerSecond());
    }
    return found;
  }

  private Optional<Long> onFlash() {
    if (failures >= MOST_FAILURES) {
      return Optional.empty();
    }
    try {
      if (aside.isEmpty()) {
        aside = Optional.of(turn.aside());
      }
      return aside.get().file(turn.imagePath()).value().map(StoredFile::bytes);
    } catch (DeviceException | Sessions.NoCredential | Vault.Unavailable noAnswer) {
      failures++;
      close();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    aside.ifPresent(IssuDriver::close);
    aside = Optional.empty();
  }
}
