package io.hitless.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `kill -9` before and after every write of a job, and before, during and after every change that
/// is sent, whatever the device does that night. A whole cohort of upgrades is kept each at a point
/// of its own, then their process dies, and a replica that stood by takes over.
///
/// Which points exist is learned first: every night is lived through once undisturbed. The points
/// are then taken in an order drawn by the seed, each new kind of point first, until the time is
/// over (`chaos.minutes`), or enough processes have been killed (`chaos.kills`).
@Tag("ci")
@Timeout(value = 6, unit = TimeUnit.HOURS)
class KillPointChaos {
  private static final int COHORT = Integer.getInteger("chaos.cohort", 20);
  private static final int KILLS = Integer.getInteger("chaos.kills", Integer.MAX_VALUE);
  private static final List<Night> NIGHTS = Night.chosen();

  private static final Duration UNTIL_ALL_ARE_AT_THEIR_POINT = Duration.ofSeconds(150);

  /// Upgrades are begun one after the other, so that all come to their points at about the same
  /// time. A switch goes on while its upgrade is held: who is first doesn't wait longer for the
  /// others than this, or the device's own timer would end every night.
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

  private static final Duration UNTIL_ALL_HAVE_ENDED = Duration.ofSeconds(420);

  private final List<String> wrong = new ArrayList<>();
  private final List<Double> failovers = new ArrayList<>();
  private final List<Double> read = new ArrayList<>();
  private final Map<String, Long> takenOverAt = new ConcurrentHashMap<>();
  private final Map<String, Integer> killedAt = new TreeMap<>();
  private final Tried tried;
  private int kills;
  private int tooSlow;
  private int numbers;

  KillPointChaos() throws IOException {
    this.tried = new Tried();
  }

  /// Where a job of this night shall be when its process dies.
  ///
  /// @param seconds from its order until an undisturbed upgrade was there
  private record Target(Night night, String point, double seconds) {
    boolean during() {
      return point.startsWith("during ");
    }
  }

  @Test
  void a_kill_anywhere_on_any_night_loses_nothing_and_repeats_nothing() throws Exception {
    try (Lab lab = Lab.open("kill-points")) {
      lab.work();
      lab.api().credential();
      List<Target> targets = ordered(rehearse(lab), new Random(lab.seedOfThisRun()));
      int known = targets.size();
      targets.removeIf(target -> tried.has(target.point(), target.night()));
      System.out.printf(
          "points known: %d on %d nights; tried by earlier runs: %d%n",
          known, NIGHTS.size(), known - targets.size());
      long end = System.nanoTime() + Duration.ofMinutes(Long.getLong("chaos.minutes", 4)).toNanos();
      Replica victim = lab.replicas().getLast();
      while (!targets.isEmpty() && kills < KILLS && System.nanoTime() < end) {
        List<Target> cohort = cohort(targets);
        victim = round(lab, victim, cohort, targets);
      }
      report(targets);
      assertThat(wrong).isEmpty();
      assertThat(lab.forgotten()).isEmpty();
      if (tooSlow * 2 > killedAt.values().stream().mapToInt(Integer::intValue).sum()) {
        throw new Undecided(tooSlow + " upgrades were ended by time alone");
      }
      assertThat(failovers).allMatch(seconds -> seconds <= 60, "reconciled within 60 s");
    }
  }

  // --- which points there are -----------------------------------------------------------------

  private List<Target> rehearse(Lab lab) {
    Map<String, Long> ordered = new HashMap<>();
    Map<String, Map<String, Long>> seen = new ConcurrentHashMap<>();
    lab.referee()
        .follow(mark -> {
          seen.computeIfAbsent(mark.device(), _ -> new ConcurrentHashMap<>())
              .putIfAbsent(mark.point(), System.nanoTime());
          return true;
        });
    List<Fleet.Switch> devices = switches(lab, NIGHTS);
    for (Fleet.Switch device : devices) {
      ordered.put(device.name(), System.nanoTime());
      lab.upgrade(device, Map.of());
    }
    lab.untilAllEnded(UNTIL_ALL_HAVE_ENDED);
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      String name = devices.get(i).name();
      Night night = NIGHTS.get(i);
      judge(lab, devices.get(i), night, "undisturbed");
      seen.get(name)
          .forEach((point, when) -> {
            double seconds = (when - ordered.get(name)) / 1e9;
            targets.add(new Target(night, point, seconds));
            if (point.startsWith("before send ")) {
              targets.add(new Target(night, point.replace("before ", "during "), seconds));
            }
          });
    }
    assertThat(wrong).as("nights that nobody disturbed").isEmpty();
    // As a map hands them out in no order at all, and a seed has to find the same one again.
    targets.sort(
        java.util.Comparator.comparing((Target each) -> each.night().name())
            .thenComparing(Target::point));
    return targets;
  }

  /// New kinds of points first; within both halves as the seed will have it.
  private static List<Target> ordered(List<Target> known, Random chance) {
    List<Target> all = new ArrayList<>(known);
    java.util.Collections.shuffle(all, chance);
    Set<String> kinds = new LinkedHashSet<>();
    List<Target> first = new ArrayList<>();
    List<Target> others = new ArrayList<>();
    all.forEach(target -> (kinds.add(target.point()) ? first : others).add(target));
    first.addAll(others);
    return first;
  }

  /// The first that is left, and of those that come next the ones that take about as long to get
  /// to, so that a round isn't longer than it need be.
  private static List<Target> cohort(List<Target> left) {
    double seconds = left.getFirst().seconds();
    List<Target> cohort =
        left.stream()
            .limit(4L * COHORT)
            .sorted(
                java.util.Comparator.comparingDouble(each -> Math.abs(each.seconds() - seconds)))
            .limit(COHORT)
            .toList();
    left.removeAll(cohort);
    return cohort;
  }

  // --- one kill -------------------------------------------------------------------------------

  /// @return who dies next
  private Replica round(Lab lab, Replica victim, List<Target> cohort, List<Target> left)
      throws Exception {
    Replica standIn = lab.launch();
    Map<String, Target> armed = new ConcurrentHashMap<>();
    Map<String, String> held = new ConcurrentHashMap<>();
    lab.referee().follow(mark -> hold(mark, armed, held));
    Map<String, Target> byName = new HashMap<>();
    List<Fleet.Switch> devices = switches(lab, cohort.stream().map(Target::night).toList());
    for (int i = 0; i < devices.size(); i++) {
      armed.put(devices.get(i).name(), cohort.get(i));
      byName.put(devices.get(i).name(), cohort.get(i));
    }
    lab.referee().ready(standIn.name());
    begin(lab, devices, cohort);
    Lab.until("somebody is at their point", UNTIL_ALL_ARE_AT_THEIR_POINT, () -> !held.isEmpty());
    long latest = System.nanoTime() + LONGEST_HOLD.toNanos();
    Lab.until(
        "everybody is at their point",
        UNTIL_ALL_ARE_AT_THEIR_POINT,
        () -> arrived(lab, byName, held) || System.nanoTime() > latest);
    boolean quiet = Machine.quiet();
    java.time.Instant killed = lab.databaseNow();
    long moment = System.nanoTime();
    takenOverAt.clear();
    victim.kill();
    kills++;
    Map<String, String> at = Map.copyOf(held);
    armed.clear();
    lab.letWork(standIn);
    String all = String.join(", ", at.values());
    try {
      lab.untilAllEnded(UNTIL_ALL_HAVE_ENDED);
    } catch (AssertionError stuck) {
      wrong.add("stuck after " + all + ": " + lab.going());
    }
    for (Fleet.Switch device : devices) {
      Target target = byName.get(device.name());
      judge(lab, device, target.night(), at.getOrDefault(device.name(), "(elsewhere)"));
      if (at.containsKey(device.name())) {
        killedAt.merge(at.get(device.name()), 1, Integer::sum);
        tried.add(at.get(device.name()), target.night());
        // What a busy machine takes says nothing of us.
        if (quiet) {
          java.util.Optional.ofNullable(takenOverAt.get(device.name()))
              .ifPresent(then -> failovers.add((then - moment) / 1e9));
          lab.reconciledAfter(lab.jobOf(device.name()), killed).ifPresent(read::add);
        }
      }
      if (!target.point().equals(at.get(device.name()))) {
        left.add(target);
      }
      lab.fleet().remove(device.name());
    }
    System.out.printf(
        "kill %d: %d of %d at their point, %d points so far, wrong so far %d%n",
        kills, at.size(), devices.size(), killedAt.size(), wrong.size());
    return standIn;
  }

  /// Whoever has the longest way begins first.
  private static void begin(Lab lab, List<Fleet.Switch> devices, List<Target> cohort) {
    double longest = cohort.stream().mapToDouble(Target::seconds).max().orElse(0);
    List<Integer> order =
        java.util.stream.IntStream.range(0, devices.size())
            .boxed()
            .sorted(java.util.Comparator.comparing(i -> -cohort.get(i).seconds()))
            .toList();
    long start = System.nanoTime();
    for (int next : order) {
      long due = start + (long) ((longest - cohort.get(next).seconds()) * 1e9);
      Lab.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
      lab.upgrade(devices.get(next), Map.of());
    }
  }

  private boolean hold(Referee.Mark mark, Map<String, Target> armed, Map<String, String> held) {
    if (mark.point().equals("taken over")) {
      takenOverAt.putIfAbsent(mark.device(), System.nanoTime());
    }
    Target target = armed.get(mark.device());
    if (target == null) {
      return true;
    }
    if (target.during()) {
      String here = target.point().substring("during ".length());
      if (mark.point().equals("before " + here)) {
        held.put(mark.device(), mark.point());
      }
      if (!mark.point().equals("after " + here)) {
        return true;
      }
      held.put(mark.device(), mark.point());
      return false;
    }
    if (!mark.point().equals(target.point())) {
      return true;
    }
    held.put(mark.device(), mark.point());
    return false;
  }

  /// A command that the switch has got, and whose end the service hasn't heard, is where one of
  /// them is to die: that shows in the switch's own log.
  private static boolean arrived(Lab lab, Map<String, Target> cohort, Map<String, String> held) {
    held.forEach((device, point) -> {
      Target target = cohort.get(device);
      if (target.during() && point.startsWith("before ")) {
        String verb =
            switch (point.split(" ")[2]) {
              case "AddImage" -> "add";
              case "RemoveInactive" -> "remove";
              case "SaveConfiguration" -> "save";
              default -> point.split(" ")[2].toLowerCase(java.util.Locale.ROOT);
            };
        if (lab.judge().verbs(device).contains(verb)) {
          held.replace(device, point, target.point());
        }
      }
    });
    Set<String> going = Set.copyOf(lab.going());
    return cohort.entrySet().stream()
        .allMatch(each -> {
          String point = held.getOrDefault(each.getKey(), "");
          boolean there =
              !point.isEmpty() && !(each.getValue().during() && point.startsWith("before "));
          return there || !going.contains(each.getKey());
        });
  }

  // --- starting and judging -------------------------------------------------------------------

  private List<Fleet.Switch> switches(Lab lab, List<Night> nights) {
    return lab.fleet()
        .add(
            nights.stream()
                .map(night ->
                    new Fleet.Wanted("k" + (++numbers), "c9500-svl-16.9", night.scenario()))
                .toList());
  }

  private void judge(Lab lab, Fleet.Switch device, Night night, String at) {
    if (night.tooSlow(lab, device)) {
      System.out.println("too slow: " + device.name() + " killed at '" + at + "'");
      tooSlow++;
    }
    for (String complaint : night.complaints(lab, device)) {
      String all = "killed at '" + at + "': " + complaint;
      System.out.println("WRONG " + all);
      wrong.add(all);
    }
  }

  private void report(List<Target> left) {
    left.removeIf(target -> tried.has(target.point(), target.night()));
    System.out.println("killed at: " + killedAt);
    System.out.printf(
        "kills %d, upgrades killed %d, points %d, points x nights %d of %d, wrong %d%n",
        kills,
        killedAt.values().stream().mapToInt(Integer::intValue).sum(),
        killedAt.size(),
        tried.pairs(),
        tried.pairs() + left.size(),
        wrong.size());
    System.out.println("points tried on so many nights or more: " + tried.spread());
    left.forEach(
        target -> System.out.println("left: " + target.point() + " / " + target.night().name()));
    System.out.printf(
        "ended by time alone (timer, deadline): %d; load %.1f%n", tooSlow, Machine.load());
    print("kill to reconcile started", failovers);
    print("kill to reconciled and written down", read);
  }

  private static void print(String what, List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    if (!sorted.isEmpty()) {
      System.out.printf(
          "%s: median %.1f s, longest %.1f s, of %d%n",
          what, sorted.get(sorted.size() / 2), sorted.getLast(), sorted.size());
    }
  }
}
