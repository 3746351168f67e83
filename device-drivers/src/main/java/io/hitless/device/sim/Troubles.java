package io.hitless.device.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is going to go wrong on this device, and what does from now on.
final class Troubles {
  private final Chassis chassis;
  private final Strike strike;
  private final List<Mishap> coming = new ArrayList<>();
  private final List<Mishap> standing = new ArrayList<>();
  private final Map<Mishap, Integer> seen = new HashMap<>();

  Troubles(Chassis chassis) {
    this.chassis = chassis;
    this.strike = new Strike(chassis, standing);
  }

  void expect(List<Mishap> mishaps) {
    for (Mishap mishap : mishaps) {
      switch (mishap.at()) {
        case Trigger.Start() -> strike.with(mishap);
        case Trigger.After(Duration time) ->
            chassis.timeline().after(time, () -> strike.with(mishap));
        case Trigger.Login _, Trigger.Tick _, Trigger.Typed _ -> coming.add(mishap);
      }
    }
  }

  /// Now, whatever its trigger says.
  void now(Mishap mishap) {
    strike.with(mishap);
  }

  /// A step called `tick` is about to be taken.
  void tick(String tick) {
    for (Mishap mishap : List.copyOf(coming)) {
      if (mishap.at() instanceof Trigger.Tick(String name, int nth)
          && name.equals(tick)
          && nth == times(mishap)) {
        coming.remove(mishap);
        strike.with(mishap);
      }
    }
  }

  void login() {
    for (Mishap mishap : List.copyOf(coming)) {
      if (mishap.at() instanceof Trigger.Login) {
        strike.with(mishap);
      }
    }
  }

  /// The mishaps that befall a line which has just been typed. Those about the device have struck
  /// already; those about the line itself are the caller's.
  List<Mishap> typed(String line) {
    List<Mishap> due = new ArrayList<>();
    for (Mishap mishap : List.copyOf(coming)) {
      if (mishap.at() instanceof Trigger.Typed(var pattern, int nth)
          && pattern.matcher(line).lookingAt()) {
        int count = times(mishap);
        if (nth == 0 || nth == count) {
          due.add(mishap);
        }
      }
    }
    due.forEach(strike::with);
    return due;
  }

  private int times(Mishap mishap) {
    return seen.merge(mishap, 1, Integer::sum);
  }

  /// The first standing mishap of a kind.
  <M extends Mishap> Optional<M> standing(Class<M> kind) {
    return standing.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /// A standing mishap that strikes this once.
  <M extends Mishap> Optional<M> once(Class<M> kind) {
    Optional<M> found = standing(kind);
    found.ifPresent(this::over);
    return found;
  }

  void over(Mishap mishap) {
    standing.remove(mishap);
  }

  /// Whether a standby that has reached a state stays in it.
  Optional<Mishap.StandbyStuck> stuck(Unit unit, UnitRole role) {
    boolean isNew = unit.packages().get(unit.running()) == PackageState.UNCOMMITTED;
    return standing(Mishap.StandbyStuck.class)
        .filter(stuck -> stuck.role().equals(role.name()))
        .filter(stuck -> isNew || !stuck.onlyNew());
  }

  /// What a unit boots when told to boot a release.
  Release boots(Unit unit, Release told) {
    Optional<Mishap.BootsAsBefore> stubborn =
        standing(Mishap.BootsAsBefore.class).filter(mishap -> mishap.unit() == unit.number());
    stubborn.ifPresent(this::over);
    return stubborn.isPresent() ? unit.running() : told;
  }
}
