package io.hitless.replay;

import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Playback;
import io.hitless.device.Tape;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.Software;
import io.hitless.job.Look;
import io.hitless.job.Note;
import io.hitless.job.Reconciler;
import io.hitless.job.Situation;
import io.hitless.job.Situations;
import io.hitless.job.Transcripts.Entry;
import io.hitless.job.Transcripts.Kind;
import io.hitless.job.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One recorded session while it is played: gathers what was typed and printed for a question, and
/// once the recording says what came of it, asks today's driver the same.
final class PlayedSession {
  /// A tape is never waited for.
  private static final Patience PATIENCE =
      new Patience(Duration.ofMinutes(5), Duration.ofMinutes(5));

  /// Ends of a conversation that a tape can't tell from each other.
  private static final Set<String> BROKEN_OFF = Set.of("silent", "hung-up");

  private final String device;
  private final Playback playback;
  private final Replay replay;
  private final Tape tape = new Tape();
  private final List<Tape.Piece> part = new ArrayList<>();
  private final Map<String, Reading<?>> known = new HashMap<>();
  private Optional<IssuDriver> driver = Optional.empty();
  private Optional<Note> asked = Optional.empty();
  private boolean loggingIn = true;
  private boolean closed;
  private Instant since;

  PlayedSession(String device, Instant at, Playback playback, Replay replay) {
    this.device = device;
    this.playback = playback;
    this.replay = replay;
    this.since = at;
  }

  void take(Entry entry) {
    if (entry.kind() != Kind.NOTED) {
      part.add(new Tape.Piece(entry.kind() == Kind.TYPED, entry.text()));
      return;
    }
    Optional<Note> note = Note.of(entry.text());
    if (note.isEmpty()) {
      replay.skip();
      return;
    }
    switch (note.get()) {
      case Note.Asks asks -> begin(asks, entry.at());
      case Note.Sends sends -> {
        known.clear();
        begin(sends, entry.at());
      }
      case Note.Came came -> {
        compare(came);
        asked = Optional.empty();
        loggingIn = false;
        part.clear();
      }
      case Note.Judges judges -> judge(judges, entry.at());
    }
  }

  private void begin(Note what, Instant at) {
    asked = Optional.of(what);
    since = at;
    part.clear();
  }

  /// Whether the recording has not said yet what came of the last question: for ever, when a crash
  /// of ours cut it off.
  boolean waiting() {
    return loggingIn || asked.isPresent();
  }

  /// @param now whether the session was closed just now
  boolean over(boolean now) {
    closed |= now;
    return closed && !waiting();
  }

  private void compare(Note.Came then) {
    if (part.isEmpty()) {
      replay.skip();
      return;
    }
    tape.play(part);
    if (loggingIn) {
      replay.playedSession();
      compare(
          Difference.Kind.READS_OTHERWISE,
          "session",
          then,
          () -> {
            driver = Optional.of(playback.open(device, tape));
            return new Note.Came("session");
          });
    } else if (driver.isEmpty() || asked.isEmpty()) {
      replay.skip();
    } else {
      again(driver.get(), asked.get(), then);
    }
  }

  private void again(IssuDriver session, Note what, Note.Came then) {
    switch (what) {
      case Note.Asks asks -> {
        replay.playedQuestion();
        known.remove(asks.question());
        compare(
            Difference.Kind.READS_OTHERWISE,
            asks.line(),
            then,
            () -> {
              Optional<Reading<?>> reading = Questions.ask(session, asks.question(), asks.about());
              reading.ifPresent(fact -> known.put(asks.question(), fact));
              return reading.map(Note.Came::of).orElseGet(() -> new Note.Came("no such question"));
            });
      }
      case Note.Sends sends -> {
        replay.playedChange();
        compare(
            Difference.Kind.ANSWERS_OTHERWISE,
            sends.line(),
            then,
            () -> Note.Came.of(session.send(sends.change(), PATIENCE)));
      }
      case Note.Came came -> replay.skip();
      case Note.Judges judges -> replay.skip();
    }
  }

  private void compare(
      Difference.Kind otherwise, String about, Note.Came then, Supplier<Note.Came> again) {
    Note.Came now;
    try {
      now = again.get();
    } catch (DeviceException trouble) {
      now = Note.Came.of(trouble);
    } catch (Tape.Unrecorded unknown) {
      differs(Difference.Kind.TYPES_OTHERWISE, about, then, String.valueOf(unknown.getMessage()));
      return;
    }
    Optional<String> before = then.trouble();
    Optional<String> today = now.trouble();
    if (before.isPresent() && today.isPresent()) {
      if (!before.equals(today) && !BROKEN_OFF.containsAll(Set.of(before.get(), today.get()))) {
        differs(Difference.Kind.FAILS_OTHERWISE, about, then, now.what());
      }
    } else if (before.isPresent()) {
      differs(Difference.Kind.UNDERSTANDS_NOW, about, then, now.what());
    } else if (today.isPresent()) {
      differs(Difference.Kind.REFUSES_NOW, about, then, now.what());
    } else if (!then.equals(now)) {
      differs(otherwise, about, then, now.what());
    }
  }

  private void differs(Difference.Kind kind, String about, Note.Came then, String now) {
    replay.differs(since, kind, about, then.what(), now);
  }

  private void judge(Note.Judges then, Instant at) {
    Optional<Look> look = look();
    if (look.isEmpty()) {
      replay.skip();
      return;
    }
    replay.playedVerdict();
    Situation seen = Situations.of(look.get(), then.from(), then.target(), then.begun());
    Verdict verdict =
        then.early()
            ? Reconciler.whileEarly(then.last(), seen)
            : Reconciler.verdict(then.last(), seen);
    if (seen != then.seen() || verdict != then.verdict()) {
      replay.differs(
          at,
          Difference.Kind.DECIDES_OTHERWISE,
          "verdict after " + then.last().map(Enum::name).orElse("nothing of ours"),
          then.seen() + ": " + then.verdict(),
          seen + ": " + verdict);
    }
  }

  @SuppressWarnings("unchecked") // each question has one kind of answer
  private Optional<Look> look() {
    var issu = (Reading<IssuState>) known.get("issu");
    var install = (Reading<InstallSummary>) known.get("install");
    var software = (Reading<Software>) known.get("software");
    var redundancy = (Reading<Redundancy>) known.get("redundancy");
    return issu == null || install == null || software == null || redundancy == null
        ? Optional.empty()
        : Optional.of(new Look(issu, install, software, redundancy));
  }
}
