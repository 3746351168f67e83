package io.hitless.readiness;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.readiness.CheckResult.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether every unit runs the same release. Everything that the device prints of it must agree:
/// the line of the answering unit, the table of switches where there is one, and the two
/// processors.
final class SoftwareVersions implements Check {
  @Override
  public String id() {
    return "software-version";
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<Software> software = subject.readings().software();
    Reading<Redundancy> redundancy = subject.readings().redundancy();
    Finding finding = Finding.on(software, redundancy);
    SoftwareVersion running = software.value().version();
    Map<String, SoftwareVersion> units = units(software.value(), redundancy.value());
    if (units.values().stream().anyMatch(version -> !version.sameRelease(running))) {
      return finding.fail(this, "The units run different releases: " + list(units) + ".");
    }
    if (told(software.value(), redundancy.value()) < Subject.UNITS) {
      return finding.unknown(
          this,
          "The device names the release of only one unit, "
              + running
              + ", so the other may differ.");
    }
    boolean onTarget =
        subject.image().map(image -> image.version().sameRelease(running)).orElse(false);
    if (onTarget) {
      return finding.pass(this, "Every unit already runs the target, " + running.release() + ".");
    }
    boolean patched =
        running.patched() || units.values().stream().anyMatch(SoftwareVersion::patched);
    return finding.says(
        this,
        patched ? Result.WARN : Result.PASS,
        "Every unit runs "
            + running.release()
            + (patched ? " with a patch that the new release must bring as well." : "."));
  }

  /// By unit, as the device calls it here and there.
  private static Map<String, SoftwareVersion> units(Software software, Redundancy redundancy) {
    Map<String, SoftwareVersion> units = new LinkedHashMap<>();
    software.units().forEach(unit -> units.put("unit " + unit.name(), unit.version()));
    processors(redundancy)
        .forEach(processor ->
            processor.version().ifPresent(version -> units.put(processor.location(), version)));
    return units;
  }

  /// Table and processors tell of the same units twice, so the longer list counts.
  private static long told(Software software, Redundancy redundancy) {
    long processors =
        processors(redundancy).filter(processor -> processor.version().isPresent()).count();
    return Math.max(software.units().size(), processors);
  }

  private static Stream<Redundancy.Processor> processors(Redundancy redundancy) {
    return Stream.concat(Stream.of(redundancy.active()), redundancy.peer().stream());
  }

  private static String list(Map<String, SoftwareVersion> units) {
    return units.entrySet().stream()
        .map(unit -> unit.getKey() + " " + unit.getValue().release())
        .collect(Collectors.joining(", "));
  }
}
