package io.hitless.readiness;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.Platform;
import io.hitless.image.ImageId;
import io.hitless.readiness.CheckResult.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The checks that are asked of a device, in the order in which a person would read them. The one
/// that takes minutes comes last.
public final class Checks {
  private final List<Check> checks;

  private Checks(List<Check> checks) {
    this.checks = List.copyOf(checks);
    if (ids().size() != checks.size()) {
      throw new IllegalArgumentException("two checks have the same id among " + ids());
    }
  }

  /// Those that every device gets, and the site's own.
  public static Checks standard(UpgradeRules rules, List<Check> custom) {
    List<Check> all =
        new ArrayList<>(
            List.of(
                new PlatformSupported(rules),
                new UpgradePath(rules),
                new SameDevice(),
                new SoftwareVersions(),
                new InstallMode(),
                new FlashSpace(),
                new SsoMode(),
                new StandbyHot(),
                new AutoBoot(),
                new IssuIdle(),
                new InstallClean(),
                new ConfigSaved(),
                new ConfigSync(),
                new LinkBetweenUnits()));
    all.addAll(custom);
    all.add(new ImagePresent());
    all.add(new ImageVerified());
    return new Checks(all);
  }

  public Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>();
    checks.forEach(check -> ids.add(check.id()));
    return ids;
  }

  /// Those that somebody may answer for.
  public List<String> waivable() {
    return checks.stream().filter(Check::waivable).map(Check::id).toList();
  }

  /// The same answers, with those that somebody answers for marked so.
  public List<CheckResult> waived(
      List<CheckResult> results, List<Waiver> waivers, Optional<ImageId> image, Instant now) {
    List<String> waivable = waivable();
    return results.stream()
        .map(result ->
            waivers.stream()
                .filter(waiver -> result.result() == Result.UNKNOWN)
                .filter(waiver -> waivable.contains(result.id()))
                .filter(waiver -> waiver.covers(result.id(), image, now))
                .findFirst()
                .map(waiver -> result.waived(new CheckResult.Waived(waiver.by(), waiver.reason())))
                .orElse(result))
        .toList();
  }

  /// All of them, save those that need an image when there is none. A device that is no Catalyst is
  /// asked no more than it takes to see that.
  public List<CheckResult> run(Subject subject) {
    List<Check> asked = applying(subject.image().isPresent());
    if (!stranger(subject.readings())) {
      return look(asked, subject);
    }
    List<CheckResult> results = new ArrayList<>();
    for (Check check : asked) {
      results.add(
          check.id().equals(PlatformSupported.ID)
              ? look(check, subject)
              : unknown(
                  check,
                  "Not asked, since what answered does not read like a Catalyst that Hitless knows."));
    }
    return results;
  }

  /// Only those with these ids.
  ///
  /// @throws IllegalArgumentException when there is no such check, or it needs an image and there
  ///   is none
  public List<CheckResult> run(Subject subject, Set<String> ids) {
    List<Check> asked =
        applying(subject.image().isPresent()).stream()
            .filter(check -> ids.contains(check.id()))
            .toList();
    if (asked.size() != ids.size()) {
      throw new IllegalArgumentException(
          "of " + ids + " only " + asked.size() + " can be looked at");
    }
    return look(asked, subject);
  }

  /// The answers of a look that could not even begin, for a reason that is not the device's.
  List<CheckResult> unlooked(boolean withImage, String why) {
    return applying(withImage).stream().map(check -> unknown(check, why)).toList();
  }

  private List<Check> applying(boolean withImage) {
    return checks.stream().filter(check -> withImage || !check.needsImage()).toList();
  }

  private static List<CheckResult> look(List<Check> asked, Subject subject) {
    return asked.stream().map(check -> look(check, subject)).toList();
  }

  private static CheckResult look(Check check, Subject subject) {
    Readings readings = subject.readings();
    boolean over = readings.opened() && readings.ended().isPresent();
    try {
      return check.look(subject);
    } catch (DeviceException e) {
      return over ? Unanswered.after(check, e) : Unanswered.at(check, e);
    }
  }

  private static boolean stranger(Readings readings) {
    try {
      return readings.software().value().platform() == Platform.OTHER;
    } catch (DeviceException.UnrecognisedOutput e) {
      return readings.opened();
    } catch (DeviceException e) {
      return false;
    }
  }

  private static CheckResult unknown(Check check, String why) {
    return new CheckResult(check.id(), Result.UNKNOWN, why, "", List.of());
  }
}
