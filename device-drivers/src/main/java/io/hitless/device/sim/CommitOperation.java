package io.hitless.device.sim;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `install commit`: makes the new software permanent on both units (365 s on a 9500) and stops the
/// timer.
final class CommitOperation {
  private static final String VERB = "install_commit";

  private final Chassis chassis;
  private final InstallEngine engine;
  private final InstallWords words;
  private final Voice voice;
  private final Pace pace;

  CommitOperation(Chassis chassis, Voice voice) {
    this.chassis = chassis;
    this.engine = chassis.install();
    this.words = engine.words();
    this.voice = voice;
    this.pace = chassis.pace();
  }

  Verdict begin() {
    Optional<Issu> issu = engine.issu();
    if (issu.isPresent()
        && issu.get().state() == Issu.State.SWITCHED_OVER
        && !chassis.redundancy().isTerminal()
        && !(engine.lock() instanceof EngineLock.Wedged)) {
      voice.say(words.start(VERB) + VERB + ": Committing ISSU\n");
      return engine.refuse(VERB, voice, "Standby is not in Standby Hot state");
    }
    Optional<Verdict> stopped = engine.gate(VERB, voice);
    if (stopped.isPresent()) {
      return stopped.get();
    }
    voice.say(words.start(VERB));
    if (issu.isEmpty() || issu.get().state() != Issu.State.ACTIVATED) {
      return engine.refuse(VERB, voice, "No uncommitted package to commit");
    }
    voice.say(VERB + ": Committing ISSU\n");
    Optional<String> objection = ActivateOperation.sanity(chassis);
    if (objection.isPresent()) {
      return engine.refuse(VERB, voice, objection.get());
    }
    Procedure procedure = chassis.procedure("commit");
    procedure.then(
        pace.seconds(1.5),
        "start",
        () -> {
          chassis
              .log()
              .add(words.log(chassis.active(), "INSTALL_START_INFO", "Started install commit"));
          voice.say("\nNOTE: Going to start Commit ISSU install process\n\n");
        });
    steps(procedure, issu.get());
    procedure.then(
        pace.seconds(0.5),
        "end",
        () -> {
          voice.say(words.success(VERB));
          if (chassis.is17()) {
            voice.say("Finished Commit operation\n");
          }
          finish();
          voice.end();
        });
    engine.run("commit", voice, procedure);
    return Verdict.ACCEPTED;
  }

  /// Both units, one after the other.
  void steps(Procedure procedure, Issu issu) {
    String local = "install_commit_" + chassis.active().number();
    procedure
        .then(
            pace.seconds(1),
            "sanity",
            () -> {
              issu.committing();
              engine.stopTimer();
              voice.say(words.sanity(true) + "\n");
              note(issu, chassis.peer());
            })
        .then(
            pace.seconds(0.5),
            "local",
            () -> voice.say(words.performing(local, chassis.active().calledByIssu())))
        .then(
            pace.seconds(188),
            "remote",
            () -> {
              note(issu, chassis.active());
              commit(chassis.active(), issu);
              voice.say(
                  words.done(local, chassis.active())
                      + "\nSTAGE 1: Dispatching the commit command to remote\n"
                      + InstallWords.RULE
                      + words.performing("install_commit_remote", chassis.peer().calledByIssu()));
              chassis
                  .log()
                  .add(words.log(chassis.peer(), "INSTALL_START_INFO", "Started install commit"));
            })
        .then(
            pace.seconds(174),
            "committed",
            () -> {
              if (chassis.standby().isEmpty()) {
                procedure.stop();
                unreached();
                return;
              }
              commit(chassis.peer(), issu);
              voice.say(words.done("install_commit_remote", chassis.peer()));
            });
  }

  private void unreached() {
    voice.say(
        "install_commit_remote: Failed on "
            + words.all(List.of(chassis.peer()))
            + "\nFinished install_commit_remote\n"
            + words.failed(VERB));
    engine.release("commit", false);
    voice.end();
  }

  void finish() {
    chassis
        .log()
        .add(
            words.log(chassis.active(), "INSTALL_COMPLETED_INFO", "Completed install commit ISSU"));
    engine.close("Successful");
    engine.release("commit", true);
  }

  /// Both units at once, as the one-shot does it.
  void both(Issu issu) {
    note(issu, chassis.peer());
    note(issu, chassis.active());
    chassis.units().forEach(unit -> commit(unit, issu));
  }

  /// 17.x lists its commits and writes the state down once more.
  private void note(Issu issu, Unit unit) {
    Instant now = chassis.timeline().now();
    if (chassis.is17()) {
      issu.begin("Commit " + unit.calledByIssu(), now);
      issu.noteActivatedAgain();
    }
  }

  private static void commit(Unit unit, Issu issu) {
    unit.packages().remove(issu.previous());
    unit.packages().put(issu.target(), PackageState.COMMITTED);
  }
}
