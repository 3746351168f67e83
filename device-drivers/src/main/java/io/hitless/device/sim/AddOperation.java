package io.hitless.device.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `install add file …`: copies the image to the standby and unpacks it on both units (266 s on a
/// 9500).
final class AddOperation {
  private static final long NEEDED = 1_276_287L * 1024;

  private final Chassis chassis;
  private final InstallEngine engine;
  private final InstallWords words;
  private final Voice voice;
  private final String verb;
  private final String url;
  private final Pace pace;

  AddOperation(Chassis chassis, Voice voice, String verb, String url) {
    this.chassis = chassis;
    this.engine = chassis.install();
    this.words = engine.words();
    this.voice = voice;
    this.verb = verb;
    this.url = url;
    this.pace = chassis.pace();
  }

  Verdict begin() {
    Optional<Verdict> stopped = engine.gate(verb, voice);
    if (stopped.isPresent()) {
      return stopped.get();
    }
    voice.say(words.start(verb));
    Optional<StoredFile> file = chassis.active().flash().file(filename());
    Optional<String> objection = objection(file);
    if (objection.isPresent()) {
      return engine.refuse(verb, voice, objection.get());
    }
    StoredFile image = file.orElseThrow();
    Release release = image.image().orElseThrow();
    Procedure procedure = chassis.procedure("add");
    steps(procedure, image, release);
    procedure.then(
        pace.seconds(2),
        "end",
        () -> {
          boolean everywhere = passed(release).size() == chassis.units().size();
          if (everywhere && !same(release)) {
            engine.open(new Issu(Issu.Kind.STEP_BY_STEP, release, chassis.release()));
            if (!ActivateOperation.isCompatible(chassis.release(), release)) {
              chassis
                  .log()
                  .add(
                      "%ISSU-3-ISSU_COMP_CHECK_FAILED: ISSU compatibility check failed for "
                          + release.built());
            }
          }
          voice.say("\n" + (everywhere ? words.success(verb) : words.failed(verb)));
          log("INSTALL_COMPLETED_INFO", "Completed install add " + url);
          engine.release("add", everywhere);
          if (everywhere) {
            engine.postCheck();
          }
          voice.end();
        });
    engine.run("add", voice, procedure);
    return Verdict.ACCEPTED;
  }

  String filename() {
    return url.substring(url.indexOf(':') + 1).replaceFirst("^/", "");
  }

  /// Why this image can't be added, in the engine's words.
  Optional<String> objection(Optional<StoredFile> file) {
    Optional<Issu> issu = engine.issu();
    if (issu.isPresent() && issu.get().state() != Issu.State.ADDED) {
      return Optional.of("Install ISSU in progress. Abort the ISSU upgrade to proceed");
    }
    if (file.isEmpty()) {
      return Optional.of("File " + url + " does not exist");
    }
    Optional<Release> release = file.get().image();
    if (release.isEmpty()
        || file.get().foreign()
        || !file.get().name().startsWith(chassis.profile().imagePrefix())) {
      return Optional.of("Image " + url + " is not compatible with this platform");
    }
    if (!chassis.fileServers().genuine(file.get())) {
      return Optional.of("Failed to verify image signature of " + url);
    }
    if (chassis.active().packages().get(release.get()) == PackageState.INACTIVE) {
      return Optional.of("Super package already added. Add operation not allowed");
    }
    if (chassis.active().flash().free() < NEEDED) {
      return Optional.of(
          "There is not enough free disk available. At least "
              + NEEDED / 1024
              + " KB of free disk is required");
    }
    return Optional.empty();
  }

  private boolean same(Release release) {
    return chassis.active().running().equals(release);
  }

  /// The steps from the copy to `Finished Add`.
  void steps(Procedure procedure, StoredFile image, Release release) {
    procedure
        .then(
            pace.seconds(2),
            "start",
            () -> {
              String what = verb.equals("install_add") ? "install add " : "install one-shot ISSU ";
              chassis
                  .log()
                  .addGlued(
                      words.log(chassis.active(), "INSTALL_START_INFO", "Started " + what + url));
              voice.say(verb + ": Adding " + (verb.equals("install_add") ? kind() : "ISSU") + "\n");
              if (words.onSupervisors17()) {
                voice.say(verb + ": Checking whether new add is allowed ....\n");
              }
              voice.say("\n--- Starting initial file syncing ---\n" + copying());
            })
        .then(
            pace.seconds(84),
            "synced",
            () -> {
              chassis.peer().flash().put(image);
              voice.say(
                  copied()
                      + "Finished initial file syncing\n\n--- Starting Add ---\nPerforming Add on "
                      + (words.onSupervisors17() ? "Active/Standby" : "all members")
                      + "\n");
            });
    for (Unit unit : chassis.units()) {
      procedure
          .then(
              pace.seconds(4),
              "begin-" + unit.number(),
              () ->
                  voice.say("  " + words.tag(unit) + " Add package(s) on " + unit.called() + "\n"))
          .then(pace.seconds(82), "unpacked-" + unit.number(), () -> unpack(unit, release));
    }
    procedure.then(pace.seconds(4), "checked", () -> voice.say(checked(release)));
  }

  private String kind() {
    return chassis.is17() ? "IMG" : "PACKAGE";
  }

  private String copying() {
    return words.onSupervisors17()
        ? "Copying image file: " + url + " to standby\n"
        : words.tag(chassis.active())
            + ": Copying "
            + url
            + " from "
            + chassis.active().called()
            + " to "
            + chassis.peer().called()
            + "\n";
  }

  private String copied() {
    String info = "Info: Finished copying " + url + " to ";
    return switch (chassis.profile().wording()) {
      case RP -> info + "standby\n";
      case SWITCH, CHASSIS ->
          words.tag(chassis.peer())
              + ": Finished copying to "
              + chassis.peer().called()
              + "\n"
              + info
              + "the selected "
              + (chassis.profile().wording() == Profile.Wording.SWITCH ? "switch(es)" : "chassis")
              + "\n";
    };
  }

  private void unpack(Unit unit, Release release) {
    Optional<Mishap.AddFails> failure =
        chassis
            .troubles()
            .standing(Mishap.AddFails.class)
            .filter(fails -> fails.unit() == unit.number());
    if (failure.isPresent()) {
      chassis.troubles().over(failure.get());
      voice.say(
          "    "
              + failure.get().line()
              + "\n  "
              + words.tag(unit)
              + " Finished Add on "
              + unit.called()
              + "\n");
      return;
    }
    if (unit.running().equals(release)) {
      voice.say(
          "  "
              + words.tag(unit)
              + " Add succeed on "
              + unit.called()
              + " with reason:\"Same Image File-No Change %s\"\n");
    } else if (unit.role() == UnitRole.ACTIVE || unit.role() == UnitRole.STANDBY_HOT) {
      unit.flash().unpack(chassis.profile(), release, chassis.timeline().now());
      unit.packages().put(release, PackageState.INACTIVE);
    } else {
      return;
    }
    voice.say("  " + words.tag(unit) + " Finished Add on " + unit.called() + "\n");
  }

  private List<Unit> passed(Release release) {
    return chassis.units().stream()
        .filter(unit -> unit.running().equals(release) || unit.packages().containsKey(release))
        .toList();
  }

  private String checked(Release release) {
    List<Unit> passed = passed(release);
    List<Unit> failed = new ArrayList<>(chassis.units());
    failed.removeAll(passed);
    return "Checking status of Add on "
        + words.all(chassis.units())
        + "\nAdd: Passed on "
        + words.all(passed)
        + (failed.isEmpty() ? "" : ". Failed on " + words.all(failed))
        + "\n"
        + (chassis.is17() && failed.isEmpty() && !same(release)
            ? "Image added. Version: " + release.built() + "\n"
            : "")
        + "Finished Add\n";
  }

  private void log(String mnemonic, String text) {
    chassis.log().add(words.log(chassis.active(), mnemonic, text));
  }
}
