package io.hitless.device.sim;

import java.util.Optional;

/// `install abort issu`, and the same by itself when the timer runs out: standby first, then the
/// active unit, each reloaded into the old image (about 16 minutes once both were on the new one).
final class AbortOperation {
  private static final String VERB = "install_abort";

  private final Chassis chassis;
  private final InstallEngine engine;
  private final InstallWords words;
  private final Voice voice;
  private final Pace pace;

  AbortOperation(Chassis chassis, Voice voice) {
    this.chassis = chassis;
    this.engine = chassis.install();
    this.words = engine.words();
    this.voice = voice;
    this.pace = chassis.pace();
  }

  Verdict begin() {
    Optional<Verdict> stopped = engine.gateOfAbort(VERB, voice);
    if (stopped.isPresent()) {
      return stopped.get();
    }
    voice.say(words.start(VERB) + VERB + ": Abort type ISSU subtype NONE smutype NONE\n");
    Optional<Issu> issu = engine.issu();
    if (issu.isEmpty()) {
      return engine.refuse(VERB, voice, "Nothing to Abort");
    }
    Procedure procedure = opening(chassis.procedure("abort"));
    if (issu.get().state() == Issu.State.ADDED && issu.get().steps().isEmpty()) {
      procedure.then(pace.seconds(6), "refused", this::refused);
      engine.run("abort", voice, procedure);
      return Verdict.REFUSED;
    }
    revert(procedure, issu.get(), "User initiated");
    return Verdict.ACCEPTED;
  }

  /// The timer ran out and nobody had committed.
  void expire(Issu issu) {
    engine.hold(new EngineLock.Busy("abort"));
    Procedure procedure = chassis.procedure("abort");
    if (issu.state() == Issu.State.ADDED && issu.steps().isEmpty()) {
      engine.release("abort", true);
      return;
    }
    revert(procedure, issu, "Auto abort timer expired");
  }

  private Procedure opening(Procedure procedure) {
    return procedure
        .then(
            pace.seconds(1.8),
            "start",
            () -> {
              chassis
                  .log()
                  .add(
                      words.log(
                          chassis.active(), "INSTALL_START_INFO", "Started install abort ISSU"));
              voice.say("NOTE: Going to start Abort ISSU install process\n\n");
            })
        .then(pace.seconds(1), "sanity", () -> voice.say(words.sanity(false) + "\n"));
  }

  private void refused() {
    voice.say(
        "FAILED: ABORT operation is not allowed in ADDED state\nERROR: install_abort exit(2 ) "
            + chassis.clock().date()
            + "\n");
    completed();
    engine.release("abort", false);
    voice.end();
  }

  private void revert(Procedure procedure, Issu issu, String reason) {
    issu.aborting(reason);
    engine.stopTimer();
    boolean switched = !chassis.active().running().equals(issu.previous());
    procedure
        .then(
            pace.seconds(20),
            "stage-1",
            () -> {
              Unit standby = chassis.peer();
              rollback(standby, issu);
              voice.say(
                  "STAGE 1: Aborting ISSU on Standby\n"
                      + InstallWords.RULE
                      + words.performing("abort_remote", "Chassis remote")
                      + words.done("abort_remote", standby)
                      + "\n--- Starting wait for Standby to reach terminal redundancy state ---\n");
              chassis.redundancy().reloadStandby(issu.previous(), "Install Abort");
            })
        .await("standby-terminal", chassis.redundancy()::whenTerminal)
        .then(
            pace.seconds(1.5),
            "standby-reverted",
            () -> voice.say("Finished wait for Standby to reach terminal redundancy state\n\n"));
    if (switched) {
      procedure
          .then(
              pace.seconds(30),
              "switchover",
              () -> {
                rollback(chassis.active(), issu);
                voice.say(
                    "STAGE 2: Restarting Active (switchover to standby)\n"
                        + InstallWords.RULE
                        + "--- Starting active reload ---\n"
                        + words.success(VERB));
                chassis.redundancy().switchover("user forced", issu.previous());
              })
          .await("wait-sso", chassis.redundancy()::whenTerminal);
    } else {
      procedure.then(
          pace.seconds(2),
          "active-reverted",
          () -> {
            rollback(chassis.active(), issu);
            voice.say(words.success(VERB));
          });
    }
    procedure.then(
        pace.seconds(2),
        "end",
        () -> {
          completed();
          engine.close("Failed");
          engine.release("abort", true);
          voice.end();
        });
    engine.run("abort", voice, procedure);
  }

  private void completed() {
    chassis
        .log()
        .add(words.log(chassis.active(), "INSTALL_COMPLETED_INFO", "Completed install abort ISSU"));
  }

  private static void rollback(Unit unit, Issu issu) {
    unit.packages().put(issu.target(), PackageState.INACTIVE);
    unit.packages().put(issu.previous(), PackageState.COMMITTED);
  }
}
