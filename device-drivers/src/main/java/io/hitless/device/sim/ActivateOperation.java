package io.hitless.device.sim;

import java.time.Duration;
import java.util.Optional;

/// `install activate issu`: new software on the standby, its reload, new software on the active
/// unit, switchover.
final class ActivateOperation {
  private final Chassis chassis;
  private final InstallEngine engine;
  private final InstallWords words;
  private final Voice voice;
  private final Pace pace;
  private final String verb;

  ActivateOperation(Chassis chassis, Voice voice, String verb) {
    this.chassis = chassis;
    this.engine = chassis.install();
    this.words = engine.words();
    this.voice = voice;
    this.pace = chassis.pace();
    this.verb = verb;
  }

  /// @param timer how long the system waits for a commit before it rolls back by itself
  Verdict begin(Duration timer) {
    Optional<Verdict> stopped = engine.gate(verb, voice);
    if (stopped.isPresent()) {
      return stopped.get();
    }
    voice.say(words.start(verb));
    voice.say(verb + ": Activating ISSU\n");
    Optional<Issu> issu = engine.issu();
    if (issu.isPresent() && issu.get().state() != Issu.State.ADDED) {
      return engine.refuse(
          verb, voice, "Install ISSU in progress. Abort the ISSU upgrade to proceed");
    }
    if (issu.isEmpty()) {
      return engine.refuse(verb, voice, "No inactive package to activate");
    }
    Optional<String> objection =
        sanity(chassis).or(() -> incompatible(chassis, issu.get().target()));
    if (objection.isPresent()) {
      voice.say("NOTE: Going to start Activate ISSU install process\n\n");
      return engine.refuse(verb, voice, objection.get());
    }
    Procedure procedure = chassis.procedure("activate");
    procedure.then(
        pace.seconds(1.9),
        "start",
        () -> {
          chassis
              .log()
              .add(
                  words.log(
                      chassis.active(), "INSTALL_START_INFO", "Started install activate ISSU"));
          voice.say("\nNOTE: Going to start Activate ISSU install process\n\n");
        });
    steps(procedure, issu.get(), Optional.of(timer));
    procedure
        .await("wait-sso", chassis.redundancy()::whenTerminal)
        .then(Duration.ZERO, "activated", () -> finished(issu.get()));
    engine.run("activate", voice, procedure);
    return Verdict.ACCEPTED;
  }

  /// What stage 0 objects to, if anything.
  static Optional<String> sanity(Chassis chassis) {
    if (chassis.units().stream().anyMatch(Unit::inBundleMode)) {
      return Optional.of(
          chassis.is17()
              ? "Booted in bundle mode. For Bundle-to-Install mode conversion, please use one-shot CLI -"
                  + " 'install add file <> activate commit'"
              : "ISSU operation is not supported in bundle boot mode");
    }
    if (!chassis.redundancy().isTerminal()
        || !chassis.redundancy().configuredMode().equals("sso")) {
      return Optional.of("Standby is not in Standby Hot state");
    }
    if (chassis.units().stream().anyMatch(Unit::manualBoot)) {
      return Optional.of("AutoBoot mode is not enabled");
    }
    return Optional.empty();
  }

  /// Since 17 the device knows itself that there is no way down or across major releases.
  static boolean isCompatible(Release running, Release target) {
    return !running.is17() || (running.major() == target.major() && target.compareTo(running) > 0);
  }

  private static Optional<String> incompatible(Chassis chassis, Release target) {
    return isCompatible(chassis.release(), target)
        ? Optional.empty()
        : Optional.of("ISSU compatibility check failed for " + target.built());
  }

  /// From stage 0 to the switchover; sessions are gone after the last step.
  void steps(Procedure procedure, Issu issu, Optional<Duration> timer) {
    procedure
        .then(pace.seconds(1), "sanity", () -> voice.say(words.sanity(true)))
        .then(
            pace.seconds(1.6),
            "stage-1",
            () -> {
              voice.say(
                  "\nSTAGE 1: Installing software on Standby\n"
                      + InstallWords.RULE
                      + words.performing("install_remote", "Chassis remote"));
              timer.ifPresent(engine::startTimer);
              issu.begin(
                  "Activate location standby " + chassis.peer().calledByIssu(),
                  chassis.timeline().now());
            })
        .then(
            pace.seconds(24),
            "stage-2",
            () -> {
              Unit standby = chassis.peer();
              activated(standby, issu.target());
              voice.say(
                  words.done("install_remote", standby)
                      + "\nSTAGE 2: Restarting Standby\n"
                      + InstallWords.RULE
                      + "--- Starting standby reload ---\n");
            })
        .then(
            pace.seconds(1.5),
            "standby-reload",
            () -> {
              voice.say(
                  "Finished standby reload\n\n--- Starting wait for Standby to reach terminal redundancy state"
                      + " ---\n");
              chassis.redundancy().reloadStandby(issu.target(), "Image Install");
            })
        .await("standby-terminal", chassis.redundancy()::whenTerminal)
        .then(
            pace.seconds(1.5),
            "stage-3",
            () -> {
              issu.reach(Issu.State.STANDBY_ACTIVATED);
              voice.say(
                  "Finished wait for Standby to reach terminal redundancy state\n\nSTAGE 3: Installing software on"
                      + " Active\n"
                      + InstallWords.RULE
                      + words.performing("install_active", chassis.active().calledByIssu()));
              issu.begin(
                  "Activate location active " + chassis.active().calledByIssu(),
                  chassis.timeline().now());
            })
        .then(
            pace.seconds(68),
            "stage-4",
            () -> {
              Unit active = chassis.active();
              activated(active, issu.target());
              voice.say(
                  words.done("install_active", active)
                      + "\nChassis "
                      + active.number()
                      + " reloading, reason - Non participant detected\n"
                      + "STAGE 4: Restarting Active (switchover to standby)\n"
                      + InstallWords.RULE
                      + "--- Starting active reload ---\n");
            })
        .then(
            pace.seconds(3),
            "success",
            () -> {
              voice.say("New software will load after reboot process is completed\n");
              if (verb.equals("install_activate")) {
                voice.say(words.success(verb));
              }
            })
        .then(
            pace.seconds(2),
            "switchover",
            () -> {
              issu.begin("Switchover", chassis.timeline().now());
              issu.reach(Issu.State.SWITCHED_OVER);
              chassis.redundancy().switchover("user forced", issu.target());
            });
  }

  private void finished(Issu issu) {
    issu.reach(Issu.State.ACTIVATED);
    chassis
        .log()
        .add(
            words.log(
                chassis.active(), "INSTALL_COMPLETED_INFO", "Completed install activate ISSU"));
    engine.release("activate", true);
    voice.end();
  }

  private static void activated(Unit unit, Release target) {
    unit.packages().put(target, PackageState.UNCOMMITTED);
  }
}
