package io.hitless.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A way in which an upgrade goes on its own, and where it may end when the service is killed on
/// the way.
///
/// @param scenario of the simulated switch; empty for a good day
/// @param ends what may become of it; the first is what becomes of it undisturbed
record Night(String name, String scenario, List<End> ends) {

  /// A state, and the changing commands that belong to it, each exactly as often as it is named.
  record End(String stage, Release release, List<String> commands) {}

  /// What both units must run, committed, or whether that is for a person to sort out.
  enum Release {
    NEW,
    OLD,
    OPEN
  }

  private static final List<String> UPGRADE = List.of("add", "activate", "commit");
  private static final End UPGRADED = new End("SUCCEEDED", Release.NEW, UPGRADE);

  static final Night GOOD_DAY = new Night("good day", "", List.of(UPGRADED));

  /// What a switch does by itself when all of us were away for too long: its timer runs two hours,
  /// which are minutes here. Not wrong, but not what was to be tried either.
  private static final List<End> TOO_SLOW =
      List.of(new End("ROLLED_BACK", Release.OLD, List.of("add", "activate", "remove")));

  private static final Duration TIMER = Duration.ofHours(2);

  static final List<Night> ALL =
      List.of(
          GOOD_DAY,
          new Night("session lost at activate", "19-dropped-after-start", List.of(UPGRADED)),
          new Night("session lost at commit", "19-dropped-at-commit", List.of(UPGRADED)),
          new Night("closed while restarting", "20-closed-mid-activate", List.of(UPGRADED)),
          new Night("standby loses power", "28-power-loss-of-standby", List.of(UPGRADED)),
          // The device lost the first add. A second one that a crash kept from being sent counts as
          // sent, and there is no third.
          new Night(
              "add lost",
              "15-dropped-add",
              List.of(
                  new End("SUCCEEDED", Release.NEW, List.of("add", "add", "activate", "commit")),
                  UPGRADED,
                  new End("FAILED", Release.OLD, List.of("add")))),
          new Night(
              "add partly",
              "09-partial-add",
              List.of(
                  new End("FAILED", Release.OLD, List.of("add", "remove")),
                  new End("FAILED", Release.OLD, List.of("add", "remove", "remove")))),
          new Night(
              "commit refused",
              "26-commit-refused",
              List.of(
                  new End("SUCCEEDED", Release.NEW, List.of("add", "activate", "commit", "commit")),
                  UPGRADED)),
          new Night(
              "timer runs out",
              "24-timer-expires",
              List.of(
                  new End("ROLLED_BACK", Release.OLD, List.of("add", "activate", "remove")),
                  new End("ROLLED_BACK", Release.OLD, List.of("add", "activate")))),
          // An abort that was meant and never sent shows as nothing, and only a person may say it
          // again; so does the device's own way back while nobody watches.
          new Night(
              "standby never back",
              "16-old-active-never-back",
              List.of(
                  new End(
                      "ROLLED_BACK", Release.OLD, List.of("add", "activate", "abort", "remove")),
                  new End("ROLLED_BACK", Release.OLD, List.of("add", "activate", "remove")),
                  new End("NEEDS_OPERATOR", Release.OPEN, List.of("add", "activate")))));

  /// Those that are over soon, by name; all when none is named.
  static List<Night> chosen() {
    String names = System.getProperty("chaos.nights", "");
    return names.isBlank()
        ? ALL
        : ALL.stream().filter(night -> List.of(names.split(", *")).contains(night.name())).toList();
  }

  /// Whether the upgrade was ended, lawfully, by time alone: by the switch's own timer before we
  /// were back, or by a stage's deadline on a machine that is busy.
  boolean tooSlow(Lab lab, Fleet.Switch device) {
    String stage = lab.stage(lab.jobOf(device.name()));
    List<String> commands = lab.judge().verbs(device.name());
    JsonNode truth = lab.fleet().snapshot(device.name());
    boolean lawful =
        lab.judge().illegal(device.name()).isEmpty()
            && !allows(ends, stage, commands, truth, device.image());
    return lawful
        && (givenUp(lab, device, commands)
            || (allows(TOO_SLOW, stage, commands, truth, device.image())
                && timerRanOut(lab.judge().changes(device.name()))));
  }

  /// Handed to a person because no login came through, or the device wasn't read to its end, in the
  /// minute that a stage's deadline is here: switches of these nights are always there to be read, so
  /// that excuses a busy machine only. Nothing was sent that doesn't belong to the night.
  private boolean givenUp(Lab lab, Fleet.Switch device, List<String> commands) {
    String outcome = lab.outcome(lab.jobOf(device.name()));
    return lab.wasBusy()
        && (outcome.contains("\"device-unreachable\"") || outcome.contains("\"deadline-passed\""))
        && ends.stream()
            .map(End::commands)
            .anyMatch(all ->
                commands.size() <= all.size() && all.subList(0, commands.size()).equals(commands));
  }

  /// By the switch's own clock, from the activation to what was cleared away afterwards.
  private static boolean timerRanOut(List<JsonNode> changes) {
    Instant activated = Instant.parse(changes.get(1).path("at").asString());
    Instant cleared = Instant.parse(changes.get(2).path("at").asString());
    return Duration.between(activated, cleared).compareTo(TIMER) >= 0;
  }

  /// What the switch's own record and its state have against how its job ended.
  List<String> complaints(Lab lab, Fleet.Switch device) {
    String job = lab.jobOf(device.name());
    String stage = lab.stage(job);
    List<String> commands = lab.judge().verbs(device.name());
    JsonNode truth = lab.fleet().snapshot(device.name());
    List<String> complaints = new ArrayList<>(lab.judge().illegal(device.name()));
    if (!allows(ends, stage, commands, truth, device.image()) && !tooSlow(lab, device)) {
      complaints.add(
          "%s (%s) ended %s after %s; %s; the switch: %s"
              .formatted(device.name(), name, stage, commands, lab.outcome(job), truth));
    }
    return complaints;
  }

  /// Whether one of the ends is this.
  private static boolean allows(
      List<End> ends, String stage, List<String> commands, JsonNode device, JsonNode image) {
    return ends.stream()
        .anyMatch(end ->
            end.stage().equals(stage)
                && end.commands().equals(commands)
                && stands(end.release(), device, image.path("version").asString()));
  }

  /// Whether the switch itself is at peace, both units alike.
  private static boolean stands(Release release, JsonNode device, String target) {
    if (release == Release.OPEN) {
      return true;
    }
    boolean quiet =
        device.path("issuState").asString().equals("none") && device.path("terminal").asBoolean();
    Set<Boolean> onTarget = new HashSet<>();
    boolean committed = true;
    for (JsonNode unit : device.path("units")) {
      String version = unit.path("version").asString();
      onTarget.add(version.equals(target));
      committed &=
          unit.path("packages").size() == 1
              && unit.path("packages").path(version).asString().equals("C");
    }
    return quiet && committed && onTarget.equals(Set.of(release == Release.NEW));
  }
}
