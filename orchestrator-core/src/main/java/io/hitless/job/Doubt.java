package io.hitless.job;

import io.hitless.device.facts.ConfigurationState;
import io.hitless.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The reading turn: after a crash, a lost session or a takeover the device is read before anything
/// else, and what is found of each unsettled intent is written down. What follows for the job, the
/// step of its stage then says from the same look.
final class Doubt {
  private Doubt() {}

  /// Why the device is read first.
  enum Cause {
    /// A conversation of our own came to no clear end.
    OURS(""),
    /// Whoever held the job before never gave it back.
    CRASH("recovered after a crash: "),
    /// The database was started since, perhaps from an older backup: what it says of the device may
    /// be old.
    DATABASE("the database was restarted, failed over or restored from a backup: ");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    static Cause of(Jobs.Claim claim) {
      return claim.restarted() ? DATABASE : claim.takenOver() ? CRASH : OURS;
    }

    /// What an earlier turn wanted to read the device for and could not.
    static Cause owed(Memory memory) {
      return Arrays.stream(values())
          .filter(cause -> memory.count(cause.owed()) > 0)
          .findFirst()
          .orElse(OURS);
    }

    private String owed() {
      return "reading-owed-" + name();
    }
  }

  /// The device may not answer in this turn: whoever reads it at last says why it was to be read.
  static void owe(Turn turn, Cause cause) {
    turn.remember(memory -> memory.attempts.put(cause.owed(), 1));
  }

  /// The device was read, or there is nothing yet that it could say.
  static void read(Turn turn) {
    Arrays.stream(Cause.values()).map(Cause::owed).forEach(turn::forget);
  }

  static void resolve(Turn turn, Cause cause) {
    Judgement judged = turn.judge();
    turn.note(
        Event.Kind.RECONCILED,
        sentence(judged, cause),
        judged.look().evidence(),
        Map.of(
            "intent", judged.last().map(intent -> intent.kind().name()).orElse("NONE"),
            "device", judged.seen().name(),
            "verdict", judged.verdict().name(),
            "cause", cause.name(),
            "takenOver", cause == Cause.CRASH));
    if (cause != Cause.OURS) {
      // The step that follows may go on for most of an hour; whoever watches is to know before.
      turn.save(turn.job(), List.of());
    }
    for (Intent intent : turn.unsettled()) {
      if (intent.kind() == Intent.Kind.SAVE_CONFIGURATION) {
        ConfigurationState state = turn.session().configuration().value();
        turn.settle(intent, state.saved() ? "done" : "not-done");
      }
    }
  }

  /// For whoever sees the job in the morning.
  private static String sentence(Judgement judged, Cause cause) {
    if (cause == Cause.OURS) {
      return judged.sentence();
    }
    String found =
        cause.words
            + "the switch was found "
            + judged.seen().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return judged
        .last()
        .map(intent ->
            found
                + " after '"
                + intent.command()
                + "'; "
                + (judged.verdict() == Verdict.NOT_DONE
                    ? "it shows nothing of that"
                    : "nothing was sent again"))
        .orElse(found + "; nothing had been sent");
  }

  /// Writes what a judgement says of its intent, once it says something final.
  static void settle(Turn turn, Judgement judged) {
    if (judged.last().filter(intent -> !intent.judged()).isEmpty()) {
      return;
    }
    Intent intent = judged.last().get();
    switch (judged.verdict()) {
      case DONE -> turn.settle(intent, "done");
      case NOT_DONE -> turn.settle(intent, "not-done");
      case ROLLED_BACK -> turn.settle(intent, "rolled-back");
      case PARTIAL -> turn.settle(intent, "partial");
      case RUNNING -> {
        if (judged.seen() == Situation.ACTIVATING && judged.lastIs(Intent.Kind.ACTIVATE)) {
          turn.settle(intent, "started");
        }
      }
      case GO_ON, STARTING, FOREIGN, MIXED, UNRECOGNISED -> {}
    }
  }

  /// What stops a job in whatever stage it is, the device untouched.
  static StepResult stop(Turn turn, Judgement judged) {
    List<String> lines = judged.look().evidence();
    return switch (judged.verdict()) {
      case FOREIGN ->
          StepResult.park(
              "foreign-operation",
              "An upgrade that is not this job's is in progress on the device; it was not touched."
                  + (judged.seen() == Situation.OTHER_UPGRADE
                          || judged.seen() == Situation.STRANGE_UPGRADE
                      ? ""
                      : " It is to the release that this job is for: if the database was restored"
                          + " from an older backup, it may be the job's own."),
              lines);
      case MIXED ->
          StepResult.park(
              "mixed-versions",
              "The units run different releases ("
                  + judged.look().active().release()
                  + " and "
                  + judged.look().peer().map(version -> version.release()).orElse("unknown")
                  + ") and nothing is going on.",
              lines);
      case GO_ON, DONE, RUNNING, STARTING, NOT_DONE, PARTIAL, ROLLED_BACK, UNRECOGNISED ->
          StepResult.park(
              "unrecognised-device-state",
              (judged.seen() == Situation.TARGET_CLEAN
                      ? "The device is further than this job's record: both units run the target,"
                          + " committed, and the record says nothing of how: "
                      : "The device is in a state that is not in the table: ")
                  + judged.sentence()
                  + ".",
              lines);
    };
  }
}
