package io.hitless.device.sim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `install remove inactive`: lists what it would delete, asks, deletes. A session that goes away
/// while the question stands leaves the engine's lock held for good.
final class RemoveInactiveOperation {
  private static final String VERB = "install_remove";

  private final Chassis chassis;
  private final InstallEngine engine;
  private final InstallWords words;
  private final Voice voice;

  RemoveInactiveOperation(Chassis chassis, Voice voice) {
    this.chassis = chassis;
    this.engine = chassis.install();
    this.words = engine.words();
    this.voice = voice;
  }

  /// @param ask poses the question once the list is printed
  Verdict begin(Runnable ask) {
    Optional<Verdict> stopped = engine.gate(VERB, voice);
    if (stopped.isPresent()) {
      return stopped.get();
    }
    voice.say(words.start(VERB));
    Optional<Issu> issu = engine.issu();
    if (issu.isPresent() && !issu.get().steps().isEmpty()) {
      return engine.refuse(
          VERB, voice, "Install ISSU in progress. Abort the ISSU upgrade to proceed");
    }
    engine.hold(new EngineLock.Busy("remove"));
    voice.say(VERB + ": Removing " + (chassis.is17() ? "IMG" : "PACKAGE") + "\n");
    chassis.procedure("remove").then(chassis.pace().seconds(6), "listed", () -> list(ask)).start();
    return Verdict.ACCEPTED;
  }

  private void list(Runnable ask) {
    StringBuilder text =
        new StringBuilder("Cleaning up unnecessary package files\n")
            .append("No path specified, will use booted path ")
            .append(path("packages.conf"))
            .append("\n\nCleaning ")
            .append(root())
            .append("\n  Scanning boot directory for packages ... done.\n")
            .append("  Preparing packages list to delete ...\n");
    each("packages.conf", text, " File is in use, will not delete.\n");
    for (String name : inUse()) {
      each(name, text, " File is in use, will not delete.\n");
    }
    Set<String> doomed = doomed();
    if (doomed.isEmpty()) {
      voice.say(
          text
              + "  done.\n\nSUCCESS: No extra package or provisioning files found on media. Nothing to clean.\n");
      end();
      return;
    }
    text.append("\nThe following files will be deleted:\n");
    doomed.forEach(name -> each(name, text, "\n"));
    voice.say(text + "\n");
    ask.run();
  }

  private void each(String name, StringBuilder text, String rest) {
    for (Unit unit : chassis.units()) {
      text.append("    [R").append(unit.number() - 1).append("]: ").append(path(name)).append(rest);
    }
  }

  private String root() {
    return "/" + chassis.profile().filesystem().replace(":", "");
  }

  private String path(String name) {
    return root() + "/" + name;
  }

  private List<String> inUse() {
    return chassis.active().flash().filesOf(chassis.release()).stream()
        .filter(name -> !name.endsWith(".bin"))
        .toList();
  }

  private Set<String> doomed() {
    Set<String> names = new LinkedHashSet<>();
    for (Unit unit : chassis.units()) {
      unit.flash().files().stream()
          .map(StoredFile::name)
          .filter(RemoveInactiveOperation::isSoftware)
          .filter(name -> Release.in(name).filter(chassis.release()::equals).isEmpty())
          .forEach(names::add);
    }
    return names;
  }

  private static boolean isSoftware(String name) {
    return name.endsWith(".pkg")
        || name.endsWith(".bin")
        || (name.endsWith(".conf") && !name.equals("packages.conf"));
  }

  /// The answer has come.
  void answered(boolean yes) {
    if (!yes) {
      voice.say("\n");
      engine.release("remove", false);
      voice.say(words.failed(VERB));
      voice.end();
      return;
    }
    Set<String> doomed = doomed();
    voice.say("\n\n");
    chassis
        .procedure("remove")
        .then(
            chassis.pace().seconds(8),
            "deleted",
            () -> {
              for (String name : doomed) {
                chassis.units().forEach(unit -> unit.flash().delete(name));
                voice.say("Deleting file " + path(name) + " ... done.\n");
              }
              chassis
                  .units()
                  .forEach(
                      unit -> unit.packages().values().removeIf(PackageState.INACTIVE::equals));
              if (engine.issu().isPresent()) {
                engine.close(engine.previousIssu());
              }
              voice.say("SUCCESS: Files deleted.\n\n");
              end();
            })
        .start();
  }

  /// Whoever was asked is gone; nobody will ever answer.
  void abandoned() {
    engine.wedge();
  }

  private void end() {
    voice.say(
        "--- Starting Post_Remove_Cleanup ---\nPerforming REMOVE_POSTCHECK on all members\n"
            + "Finished Post_Remove_Cleanup\n"
            + words.success(VERB));
    engine.release("remove", true);
    voice.end();
  }
}
