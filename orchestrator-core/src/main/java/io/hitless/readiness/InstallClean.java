package io.hitless.readiness;

import io.hitless.device.facts.AutoAbort;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.InstallSummary.Installed;
import io.hitless.device.facts.InstallSummary.State;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Whether the install database holds one committed image on every unit, the one that runs, and
/// nothing that was added, is pending or is leaving; and whether the files of active patches are
/// still there.
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
    List<String> patches =
        summary.packages().filter(held -> !held.image()).map(Installed::name).distinct().toList();
    return patches.isEmpty()
        ? finding.pass(this, "Every unit holds one committed image and nothing else.")
        : patched(subject, finding, patches);
  }

  /// An upgrade in service stops in the middle when the file of an active patch is gone (Cisco bug
  /// CSCwe70969). Asked of the answering unit.
  private CheckResult patched(Subject subject, Finding finding, List<String> patches) {
    List<String> gone = new ArrayList<>();
    List<String> untold = new ArrayList<>();
    for (String patch : patches) {
      if (!patch.contains(":")) {
        untold.add(patch);
        continue;
      }
      Reading<Optional<StoredFile>> file = subject.readings().file(patch);
      finding.and(file);
      if (file.value().isEmpty()) {
        gone.add(patch);
      }
    }
    if (!gone.isEmpty()) {
      return finding.fail(
          this,
          "The file of a patch that is active is gone: %s; an upgrade in service would stop over it. Put it back."
              .formatted(String.join(", ", gone)));
    }
    return untold.isEmpty()
        ? finding.warn(
            this,
            "Every unit holds one committed image, and patches whose files are there: %s."
                .formatted(String.join(", ", patches)))
        : finding.unknown(
            this,
            "Where the file of a patch lies is not told: %s.".formatted(String.join(", ", untold)));
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
