package io.hitless.readiness;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;

/// Whether the standby is kept in step (stateful switchover): without it, the switchover in the
/// middle of the upgrade is an outage.
final class SsoMode implements Check {
  @Override
  public String id() {
    return "sso-mode";
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<Redundancy> redundancy = subject.readings().redundancy();
    Finding finding = Finding.on(redundancy);
    String configured = redundancy.value().configuredMode();
    String operating = redundancy.value().operatingMode();
    if (!configured.equals("sso")) {
      return finding.fail(this, "Redundancy is configured as " + configured + ", not as sso.");
    }
    return operating.equals("sso")
        ? finding.pass(this, "Redundancy is configured as sso and operates as sso.")
        : finding.fail(
            this, "Redundancy is configured as sso, but operates as " + operating + " at present.");
  }
}
