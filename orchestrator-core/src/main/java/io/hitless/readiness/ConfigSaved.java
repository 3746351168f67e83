package io.hitless.readiness;

import io.hitless.device.facts.ConfigurationState;
import io.hitless.device.facts.Reading;

/// Whether what runs is what would be booted. An install command refuses while it isn't, and the
/// job saves before each of them; so this is a warning: whoever changed something last should know
/// that it will be kept.
final class ConfigSaved implements Check {
  @Override
  public String id() {
    return "config-saved";
  }

  /// A configuration that is really not saved would only be a warning.
  @Override
  public boolean waivable() {
    return true;
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<ConfigurationState> configuration = subject.readings().configuration();
    Finding finding = Finding.on(configuration);
    return configuration.value().saved()
        ? finding.pass(this, "The running configuration is saved.")
        : finding.warn(
            this,
            "The configuration has changes that are not saved"
                + configuration.value().changedAt().map(at -> ", the last at " + at).orElse("")
                + "; the upgrade would save them.");
  }
}
