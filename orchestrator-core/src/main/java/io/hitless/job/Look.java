package io.hitless.job;

import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver;
import io.hitless.device.facts.AutoAbort;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One look at a device: the four answers that together say how an upgrade stands.
public record Look(
    Reading<IssuState> issu,
    Reading<InstallSummary> install,
    Reading<Software> software,
    Reading<Redundancy> redundancy) {

  /// Asks the four questions.
  ///
  /// @throws io.hitless.device.DeviceException when one of them is not answered
  public static Look at(IssuDriver driver) {
    Reading<IssuState> issu = driver.issu();
    Reading<Software> software = driver.software();
    Reading<Redundancy> redundancy = driver.redundancy();
    return new Look(issu, install(driver, issu), software, redundancy);
  }

  /// `show install summary` hangs on some units (genieparser issue 944). While an upgrade is in
  /// progress the other three tell how it stands; of an idle device nothing is said without it.
  private static Reading<InstallSummary> install(IssuDriver driver, Reading<IssuState> issu) {
    try {
      return driver.install();
    } catch (DeviceException.Silent hangs) {
      if (issu.value().idle()) {
        throw hangs;
      }
      return new Reading<>(
          "show install summary",
          new InstallSummary(List.of(), new AutoAbort.NotPrinted()),
          List.of(String.valueOf(hangs.getMessage())));
    }
  }

  /// Whether the install database was read; without it, the session hangs as well.
  boolean whole() {
    return !install.value().locations().isEmpty();
  }

  /// Release of the answering unit.
  public SoftwareVersion active() {
    return software.value().version();
  }

  /// Release of the other unit, when one of the answers tells it and none contradicts.
  public Optional<SoftwareVersion> peer() {
    List<SoftwareVersion> told =
        Stream.concat(
                redundancy.value().peer().flatMap(Redundancy.Processor::version).stream(),
                software.value().units().stream()
                    .filter(unit -> !unit.active())
                    .map(Software.Unit::version))
            .distinct()
            .toList();
    return told.size() == 1 ? Optional.of(told.getFirst()) : Optional.empty();
  }

  public boolean hot() {
    return redundancy.value().hot();
  }

  /// What is left of the device's timer, on its own clock, when it runs and says so.
  public Optional<Duration> timerLeft() {
    return timers()
        .filter(AutoAbort.Running.class::isInstance)
        .map(timer -> ((AutoAbort.Running) timer).remaining())
        .findFirst();
  }

  public boolean timerRuns() {
    return timers()
        .anyMatch(timer ->
            timer instanceof AutoAbort.Running || timer instanceof AutoAbort.RunningUntimed);
  }

  private Stream<AutoAbort> timers() {
    return Stream.concat(
        issu.value().inProgress().map(IssuState.InProgress::autoAbort).stream(),
        Stream.of(install.value().autoAbort()));
  }

  /// The device's own lines, all of them.
  public List<String> evidence() {
    return Stream.of(issu, install, software, redundancy)
        .flatMap(reading ->
            Stream.concat(Stream.of("# " + reading.command()), reading.evidence().stream()))
        .toList();
  }
}
