package io.hitless.readiness;

import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.Software;
import java.util.List;
import java.util.Optional;

/// Whether every unit was booted from unpacked packages: in bundle mode a one-shot upgrade would
/// reload both. Asked of the table of switches; where the platform prints none (9400, 9600, high
/// performance 9500), of what each was booted from; at last of the device's own list of 17.x.
final class InstallMode implements Check {
  @Override
  public String id() {
    return "install-mode";
  }

  @Override
  public boolean waivable() {
    return true;
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<Software> software = subject.readings().software();
    List<Software.Unit> rows = software.value().units();
    BootMode image = software.value().systemImage().map(BootModes::of).orElse(BootMode.UNSTATED);
    boolean bundle =
        rows.stream().anyMatch(unit -> unit.mode() == BootMode.BUNDLE) || image == BootMode.BUNDLE;
    if (bundle) {
      return Finding.on(software)
          .fail(
              this,
              "At least one unit was booted from one .bin (bundle mode): convert it to install mode, with a reload, outside of this upgrade.");
    }
    boolean all =
        rows.size() >= Subject.UNITS
            && rows.stream().allMatch(unit -> unit.mode() == BootMode.INSTALL);
    return all
        ? Finding.on(software).pass(this, "Every unit runs in install mode.")
        : byWhatWasBooted(subject, software, image);
  }

  private CheckResult byWhatWasBooted(
      Subject subject, Reading<Software> software, BootMode active) {
    Reading<Redundancy> redundancy = subject.readings().redundancy();
    BootMode peer =
        redundancy
            .value()
            .peer()
            .flatMap(Redundancy.Processor::boot)
            .map(InstallMode::first)
            .orElse(BootMode.UNSTATED);
    Finding finding = Finding.on(software, redundancy);
    if (peer == BootMode.BUNDLE) {
      return finding.fail(
          this, "The standby boots from one .bin (bundle mode) and not from packages.conf.");
    }
    if (active == BootMode.INSTALL && peer == BootMode.INSTALL) {
      return finding.pass(this, "Both units boot from packages.conf, that is in install mode.");
    }
    Reading<IssuState> issu = subject.readings().issu();
    Optional<Boolean> device = issu.value().health().flatMap(InstallMode::installBoot);
    if (device.isEmpty()) {
      return finding
          .and(issu)
          .unknown(this, "The device does not say of every unit how it was booted.");
    }
    return device.get()
        ? finding
            .and(issu)
            .pass(this, "The device itself reports that it was booted in install mode.")
        : finding
            .and(issu)
            .fail(this, "The device itself reports that it was not booted in install mode.");
  }

  private static BootMode first(String boot) {
    return BootModes.of(boot.split(";", 2)[0]);
  }

  private static Optional<Boolean> installBoot(IssuState.Health health) {
    return health.checks().stream()
        .filter(row -> row.check().equalsIgnoreCase("Install Boot"))
        .map(IssuState.Health.Row::passed)
        .findFirst();
  }
}
