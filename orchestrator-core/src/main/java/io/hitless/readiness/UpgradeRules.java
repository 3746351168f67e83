package io.hitless.readiness;

import io.hitless.device.facts.Platform;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.Topology;
import io.hitless.readiness.CheckResult.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which upgrades the maker supports in service, read from a dated file that a site may replace.
/// The file can say yes, no, or nothing, which is "unknown". What must never be done is not in it
/// but here, so that no file can allow it (Cisco, "In-Service Software Upgrade (ISSU)", unsupported
/// scenarios).
///
/// @param dated when the rules were last compared with the maker's guide
/// @param yearsApart that two extended-maintenance trains may be
/// @param extended extended-maintenance trains (`16.12`) and the year of their first release
/// @param standard standard-maintenance trains
/// @param single paths between two trains that are ruled one by one
/// @param devices whether a family is upgraded in service when its units belong together so
/// @param images the family of images that a family of devices takes
public record UpgradeRules(
    LocalDate dated,
    int yearsApart,
    Map<String, Integer> extended,
    Set<String> standard,
    Map<Path, Boolean> single,
    Map<Build, Boolean> devices,
    Map<Platform, String> images) {

  public UpgradeRules {
    extended = Map.copyOf(extended);
    standard = Set.copyOf(standard);
    single = Map.copyOf(single);
    devices = Map.copyOf(devices);
    images = Map.copyOf(images);
  }

  /// From one train to another.
  record Path(String from, String to) {}

  /// A family and how its units belong together.
  record Build(Platform platform, Topology topology) {}

  /// What the rules say of one upgrade, and why.
  record Ruling(Result result, String why) {}

  /// Those that come with Hitless.
  public static UpgradeRules shipped() {
    try (InputStream in = UpgradeRules.class.getResourceAsStream("upgrade-rules.txt")) {
      if (in == null) {
        throw new IllegalStateException("upgrade-rules.txt is missing from the jar");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws IllegalArgumentException naming the line that is no rule
  public static UpgradeRules read(String text) {
    return new UpgradeRulesFile().read(text);
  }

  /// Whether a device of this kind is upgraded in service at all; absent when no rule speaks of it.
  Optional<Boolean> capable(Platform platform, Topology topology) {
    return Optional.ofNullable(devices.get(new Build(platform, topology)));
  }

  /// Whether one upgrade is supported, by the releases alone.
  Ruling judge(SoftwareVersion from, SoftwareVersion to) {
    Optional<String> never = never(from, to);
    if (never.isPresent()) {
      return new Ruling(Result.FAIL, never.get());
    }
    if (from.sameRelease(to)) {
      return new Ruling(Result.PASS, "it runs this very release already");
    }
    Optional<Boolean> one = Optional.ofNullable(single.get(new Path(from.train(), to.train())));
    return one.map(allowed -> ruledOneByOne(from, to, allowed))
        .orElseGet(() -> byTrain(from.train(), to.train()));
  }

  private static Optional<String> never(SoftwareVersion from, SoftwareVersion to) {
    if (from.engineeringSpecial() || to.engineeringSpecial()) {
      String special = to.engineeringSpecial() ? to.text() : from.text();
      return Optional.of(special + " is an engineering special, which no in-service upgrade takes");
    }
    if (to.compareTo(from) < 0) {
      return Optional.of("it would be a downgrade, which is not supported in service");
    }
    if (from.major() != to.major()) {
      return Optional.of(
          "it would leave the major train %d.x for %d.x, which is not supported in service"
              .formatted(from.major(), to.major()));
    }
    return Optional.empty();
  }

  private static Ruling ruledOneByOne(SoftwareVersion from, SoftwareVersion to, boolean allowed) {
    return new Ruling(
        allowed ? Result.PASS : Result.FAIL,
        "the rules %s %s -> %s".formatted(allowed ? "allow" : "refuse", from.train(), to.train()));
  }

  private Ruling byTrain(String from, String to) {
    Optional<Integer> fromYear = Optional.ofNullable(extended.get(from));
    Optional<Integer> toYear = Optional.ofNullable(extended.get(to));
    if (fromYear.isPresent() && toYear.isPresent()) {
      int apart = toYear.get() - fromYear.get();
      return apart >= 0 && apart <= yearsApart
          ? new Ruling(Result.PASS, extendedPath(from, to))
          : new Ruling(
              Result.FAIL,
              "%s and %s are %d years apart, and at most %d are supported in service"
                  .formatted(from, to, apart, yearsApart));
    }
    boolean mixed =
        (fromYear.isPresent() && standard.contains(to))
            || (toYear.isPresent() && standard.contains(from));
    return mixed
        ? new Ruling(
            Result.FAIL,
            "%s -> %s is between a standard and an extended maintenance train, which is not supported in service"
                .formatted(from, to))
        : new Ruling(
            Result.UNKNOWN, "no rule speaks of %s -> %s (rules of %s)".formatted(from, to, dated));
  }

  private static String extendedPath(String from, String to) {
    return from.equals(to)
        ? from + " is an extended maintenance train"
        : "%s and %s are extended maintenance trains close enough".formatted(from, to);
  }
}
