package io.hitless.readiness;

import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.UnitBoot;
import io.hitless.device.facts.UnitBoot.Manual;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Whether every unit will come back by itself after its reload: neither stop at the boot loader
/// nor boot something else than the installed packages.
final class AutoBoot implements Check {
  @Override
  public String id() {
    return "auto-boot";
  }

  @Override
  public boolean waivable() {
    return true;
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<List<UnitBoot>> boot = subject.readings().boot();
    Finding finding = Finding.on(boot);
    List<UnitBoot> units = boot.value();
    String manual = names(units, unit -> unit.manual() == Manual.YES);
    if (!manual.isEmpty()) {
      return finding.fail(
          this,
          manual
              + " would stop at the boot loader (manual boot); 'no boot manual' and a save mend it.");
    }
    String elsewhere =
        names(units, unit -> !unit.images().isEmpty() && mode(unit) != BootMode.INSTALL);
    if (!elsewhere.isEmpty()) {
      return finding.fail(this, elsewhere + " would boot something else than packages.conf.");
    }
    String silent =
        names(units, unit -> unit.manual() == Manual.UNSTATED || unit.images().isEmpty());
    if (!silent.isEmpty()) {
      return finding.unknown(
          this, "The device does not say what " + silent + " would do after a reload.");
    }
    long named = units.stream().map(UnitBoot::unit).distinct().count();
    return named < Subject.UNITS
        ? finding.unknown(this, "The boot variables of only one unit could be read.")
        : finding.pass(this, "Every unit boots packages.conf by itself.");
  }

  private static BootMode mode(UnitBoot unit) {
    return BootModes.of(unit.images().getFirst());
  }

  private static String names(List<UnitBoot> units, Predicate<UnitBoot> which) {
    return units.stream().filter(which).map(UnitBoot::unit).collect(Collectors.joining(", "));
  }
}
