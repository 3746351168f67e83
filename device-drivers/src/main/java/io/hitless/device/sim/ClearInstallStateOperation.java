package io.hitless.device.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `clear install state`: forgets every install and ISSU record. 16.x just does it; 17.x asks first
/// and then reloads everything.
final class ClearInstallStateOperation {
  private static final String VERB = "clear_install_state";

  private final Chassis chassis;
  private final InstallEngine engine;
  private final InstallWords words;
  private final Voice voice;

  ClearInstallStateOperation(Chassis chassis, Voice voice) {
    this.chassis = chassis;
    this.engine = chassis.install();
    this.words = engine.words();
    this.voice = voice;
  }

  void begin() {
    voice.say(words.start(VERB));
    Unit active = chassis.active();
    chassis
        .procedure("clear")
        .then(
            chassis.pace().seconds(6),
            "cleared",
            () -> {
              voice.say(
                  "--- Starting clear_install_state ---\nPerforming clear_install_state on all members\n  "
                      + words.tag(active)
                      + " clear_install_state package(s) on "
                      + active.called()
                      + "\n  "
                      + words.tag(active)
                      + " Finished clear_install_state on "
                      + active.called()
                      + "\nChecking status of clear_install_state on "
                      + words.all(List.of(active))
                      + "\nclear_install_state: Passed on "
                      + words.all(List.of(active))
                      + "\nFinished clear_install_state\n\n");
              forget();
              if (chassis.is17()) {
                voice.say(upgradeService(active));
                voice.say("Install will reload the system now!\n");
              } else {
                voice.end();
              }
            })
        .then(chassis.pace().seconds(3), "reload", this::reload)
        .start();
  }

  /// 17.x brings its boot loader up to date on the way, and says SUCCESS about that.
  private String upgradeService(Unit active) {
    return words.performing("Upgrade_Service", "all members")
        + words.done("Upgrade_Service", active)
        + "SUCCESS: Upgrade_Service finished\n\n";
  }

  private void forget() {
    engine.restart();
    engine.close(engine.previousIssu());
    chassis
        .units()
        .forEach(unit -> {
          unit.packages().keySet().removeIf(release -> !release.equals(unit.running()));
          unit.packages().put(unit.running(), PackageState.COMMITTED);
        });
  }

  private void reload() {
    if (chassis.is17()) {
      Map<Unit, Release> same = new HashMap<>();
      chassis.units().forEach(unit -> same.put(unit, chassis.release()));
      chassis.redundancy().reloadAll(same, "Image Install");
    }
  }
}
