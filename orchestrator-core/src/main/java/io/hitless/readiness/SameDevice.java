package io.hitless.readiness;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Software;
import io.hitless.inventory.DeviceFacts;
import java.util.Collections;
import java.util.Optional;

/// Whether what answers is the device that was met before: at least one serial number, and the
/// name, must be those that are kept. Hardware that was replaced, or an address that leads to
/// another device, is for a person to tell apart; once somebody answered for it, the new numbers
/// are kept. A chassis may print the number of whichever supervisor answers, so there it is only a
/// warning: the pinned host key stands in for it.
final class SameDevice implements Check {
  static final String ID = "same-device";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean waivable() {
    return true;
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<Software> software = subject.readings().software();
    Finding finding = Finding.on(software);
    Optional<DeviceFacts> known = subject.known();
    if (known.isEmpty()) {
      return finding.pass(
          this, "The device is met for the first time; its serial numbers are kept.");
    }
    Software now = software.value();
    DeviceFacts before = known.get();
    boolean other =
        !before.serials().isEmpty()
            && !now.serials().isEmpty()
            && Collections.disjoint(before.serials(), now.serials());
    if (other) {
      String numbers =
          "it answers with serial numbers %s, and was met with %s before"
              .formatted(now.serials(), before.serials());
      return now.units().isEmpty() && now.hostname().equals(before.hostname())
          ? finding.warn(this, "The name is the same, but " + numbers + ".")
          : finding.unknown(
              this,
              "This may be another device, or its hardware was replaced: "
                  + now.hostname()
                  + " "
                  + numbers
                  + ".");
    }
    if (!now.hostname().equals(before.hostname())) {
      return finding.warn(
          this,
          "The device is called %s now, and was %s.".formatted(now.hostname(), before.hostname()));
    }
    return finding.pass(this, "The name and the serial numbers are those that were seen before.");
  }
}
