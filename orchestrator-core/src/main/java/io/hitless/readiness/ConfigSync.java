package io.hitless.readiness;

import io.hitless.device.facts.Reading;
import java.util.List;

/// Whether the standby took every line of the configuration; one that it refused keeps it from
/// becoming hot on the new release.
final class ConfigSync implements Check {
  @Override
  public String id() {
    return "config-sync";
  }

  @Override
  public boolean waivable() {
    return true;
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<List<String>> failures = subject.readings().configSyncFailures();
    Finding finding = Finding.on(failures);
    int count = failures.value().size();
    return count == 0
        ? finding.pass(this, "The standby took every line of the configuration.")
        : finding.fail(
            this,
            "The standby refused %d line%s of the configuration, beginning with '%s'."
                .formatted(count, count == 1 ? "" : "s", failures.value().getFirst().strip()));
  }
}
