package io.hitless.readiness;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.RedundancyLink.Detector;
import io.hitless.device.facts.RedundancyLink.Member;
import io.hitless.device.facts.RedundancyLink.Port;
import io.hitless.device.facts.Topology;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether the two switches of a StackWise Virtual pair hold together: both ready, every port of
/// the link up and bundled, no side in recovery, and a detector for the day the link breaks. Two
/// supervisors share a backplane and have nothing to look at.
final class LinkBetweenUnits implements Check {
  @Override
  public String id() {
    return "redundancy-link";
  }

  @Override
  public boolean waivable() {
    return true;
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<Topology> topology = subject.readings().topology();
    return switch (topology.value()) {
      case STACKWISE_VIRTUAL -> pair(subject.readings().redundancyLink());
      case DUAL_SUPERVISOR ->
          Finding.on(topology)
              .pass(this, "Two supervisors in one chassis need no link of their own.");
      case STANDALONE, STACK ->
          Finding.on(topology)
              .fail(this, "There is no pair of units here that a link could hold together.");
    };
  }

  private CheckResult pair(Reading<RedundancyLink> link) {
    Finding finding = Finding.on(link);
    Optional<String> broken = broken(link.value());
    if (broken.isPresent()) {
      return finding.fail(this, broken.get());
    }
    List<Detector> detectors = link.value().detectors();
    long down = detectors.stream().filter(detector -> !detector.up()).count();
    if (detectors.isEmpty()) {
      return finding.warn(
          this,
          "The link is whole, but no dual-active detection is set up that would notice its loss.");
    }
    if (down == detectors.size()) {
      return finding.fail(this, "Every port of dual-active detection is down.");
    }
    return down > 0
        ? finding.warn(
            this,
            "The link is whole, but %d of %d ports of dual-active detection are down."
                .formatted(down, detectors.size()))
        : finding.pass(this, "Both switches are ready, their link is whole and watched.");
  }

  private static Optional<String> broken(RedundancyLink link) {
    if (link.inRecovery()) {
      return Optional.of(
          "This side is in dual-active recovery: both sides were active, and it shut its ports.");
    }
    String unready =
        link.members().stream()
            .filter(member -> !member.state().equalsIgnoreCase("Ready"))
            .map(member -> "switch " + member.name() + " is " + member.state())
            .collect(Collectors.joining(", "));
    if (!unready.isEmpty()) {
      return Optional.of("Not every switch is ready: " + unready + ".");
    }
    if (link.members().size() != Subject.UNITS) {
      return Optional.of("The pair has %d members.".formatted(link.members().size()));
    }
    String down =
        link.ports().stream()
            .filter(port -> !port.up() || !port.bundled())
            .map(Port::name)
            .collect(Collectors.joining(", "));
    if (!down.isEmpty()) {
      return Optional.of("Ports of the link are down or not bundled: " + down + ".");
    }
    return link.members().stream()
        .map(Member::name)
        .filter(name -> link.ports().stream().noneMatch(port -> port.unit().equals(name)))
        .findFirst()
        .map(name -> "No port of the link is listed for switch " + name + ".");
  }
}
