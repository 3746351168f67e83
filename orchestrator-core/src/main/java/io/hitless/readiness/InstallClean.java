package io.hitless.readiness;

import io.hitless.device.facts.AutoAbort;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.InstallSummary.Installed;
import io.hitless.device.facts.InstallSummary.State;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.readiness.CheckResult.Result;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Whether the install database holds one committed image on every unit, the one that runs, and
/// nothing that was added, is pending or is leaving.
final class InstallClean implements Check {
  @Override
  public String id() {
    return "install-clean";
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<InstallSummary> install = subject.readings().install();
    Reading<Software> software = subject.readings().software();
    InstallSummary summary = install.value();
    Finding finding = Finding.on(install);
    if (summary.autoAbort() instanceof AutoAbort.Running
        || summary.autoAbort() instanceof AutoAbort.RunningUntimed) {
      return finding.fail(
          this, "An automatic rollback is running down; somebody's upgrade is not committed.");
    }
    String pending = list(summary, held -> held.state() != State.COMMITTED);
    if (!pending.isEmpty()) {
      return finding.fail(
          this,
          "Left over from somebody's earlier work: %s; Hitless removes nothing that it did not add."
              .formatted(pending));
    }
    if (!summary.clean()) {
      return finding.fail(this, "At least one unit does not hold exactly one committed image.");
    }
    SoftwareVersion running = software.value().version();
    boolean another =
        summary.packages().filter(Installed::image).anyMatch(held -> !held.isRelease(running));
    if (another) {
      return finding
          .and(software)
          .fail(
              this,
              "The committed image (%s) is not the one that runs (%s)."
                  .formatted(list(summary, Installed::image), running.release()));
    }
    if (summary.locations().size() < Subject.UNITS) {
      return finding.unknown(this, "The install database of only one unit could be read.");
    }
    List<Installed> patches = summary.packages().filter(held -> !held.image()).toList();
    return finding.says(
        this,
        patches.isEmpty() ? Result.PASS : Result.WARN,
        patches.isEmpty()
            ? "Every unit holds one committed image and nothing else."
            : "Every unit holds one committed image, and patches whose files must still be there: "
                + list(summary, held -> !held.image())
                + ".");
  }

  private static String list(InstallSummary summary, Predicate<Installed> which) {
    return summary
        .packages()
        .filter(which)
        .map(held -> held.type() + " " + held.name() + " (" + word(held.state()) + ")")
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String word(State state) {
    return switch (state) {
      case INACTIVE -> "inactive";
      case UNCOMMITTED -> "uncommitted";
      case COMMITTED -> "committed";
      case DEACTIVATED -> "being removed";
    };
  }
}
