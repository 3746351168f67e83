package io.hitless.device.sim;

import java.util.Optional;

/// `install add file … activate issu commit`: everything in one go (about 22 minutes), with no way
/// back and no timer.
final class OneShotOperation {
  private static final String VERB = "install_add_activate_commit";

  private final Chassis chassis;
  private final InstallEngine engine;
  private final InstallWords words;
  private final Voice voice;
  private final Pace pace;
  private final String url;

  OneShotOperation(Chassis chassis, Voice voice, String url) {
    this.chassis = chassis;
    this.engine = chassis.install();
    this.words = engine.words();
    this.voice = voice;
    this.pace = chassis.pace();
    this.url = url;
  }

  Verdict begin() {
    Optional<Verdict> stopped = engine.gate(VERB, voice);
    if (stopped.isPresent()) {
      return stopped.get();
    }
    voice.say(words.start(VERB));
    if (chassis.units().stream().anyMatch(Unit::inBundleMode)) {
      voice.say(VERB + ": Adding ISSU\n");
      return engine.refuse(
          VERB,
          voice,
          chassis.is17()
              ? ActivateOperation.sanity(chassis).orElseThrow()
              : "One-Shot ISSU operation is not supported in bundle boot mode");
    }
    AddOperation add = new AddOperation(chassis, voice, VERB, url);
    Optional<StoredFile> file = chassis.active().flash().file(add.filename());
    Optional<String> objection = add.objection(file).or(() -> ActivateOperation.sanity(chassis));
    if (objection.isPresent()) {
      return engine.refuse(VERB, voice, objection.get());
    }
    Release release = file.orElseThrow().image().orElseThrow();
    Procedure procedure = chassis.procedure("one-shot");
    add.steps(procedure, file.orElseThrow(), release);
    if (release.equals(chassis.release())) {
      procedure.then(
          pace.seconds(2),
          "same",
          () -> {
            voice.say(words.success(VERB));
            engine.release("one-shot", true);
            voice.end();
          });
    } else {
      upgrade(procedure, release);
    }
    engine.run("one-shot", voice, procedure);
    return Verdict.ACCEPTED;
  }

  private void upgrade(Procedure procedure, Release release) {
    Issu issu = new Issu(Issu.Kind.ONE_SHOT, release, chassis.release());
    procedure.then(
        pace.seconds(2),
        "activating",
        () -> {
          engine.open(issu);
          voice.say(
              "\n"
                  + VERB
                  + ": Activating ISSU\n\nNOTE: Going to start Oneshot ISSU install process\n\n");
        });
    new ActivateOperation(chassis, voice, VERB).steps(procedure, issu, Optional.empty());
    procedure
        .await("wait-sso", chassis.redundancy()::whenTerminal)
        .then(
            pace.seconds(77),
            "activated",
            () -> {
              issu.reach(Issu.State.ACTIVATED);
              chassis
                  .log()
                  .add(words.log(chassis.active(), "INSTALL_START_INFO", "Started install commit"));
            });
    CommitOperation commit = new CommitOperation(chassis, voice);
    quickly(procedure, commit, issu);
  }

  /// The engine's own commit takes about a minute.
  private void quickly(Procedure procedure, CommitOperation commit, Issu issu) {
    procedure
        .then(pace.seconds(2), "commit", issu::committing)
        .then(
            pace.seconds(62),
            "committed",
            () -> {
              commit.both(issu);
              chassis.log().add("%IOSXEBOOT-4-ISSU_ONE_SHOT: (rp/0): ISSU finished successfully");
              commit.finish();
              voice.end();
            });
  }
}
