package io.hitless.readiness;

import io.hitless.device.facts.Platform;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.Topology;
import io.hitless.image.Image;
import java.util.Optional;

/// Whether the family, and the way in which its units belong together, is upgraded in service at
/// all; and whether the image was built for it.
final class PlatformSupported implements Check {
  static final String ID = "platform-supported";
  private final UpgradeRules rules;

  PlatformSupported(UpgradeRules rules) {
    this.rules = rules;
  }

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
    Platform platform = software.value().platform();
    if (platform == Platform.OTHER) {
      return Finding.on(software)
          .fail(
              this,
              "What answers is no Catalyst that Hitless knows"
                  + software.value().model().map(model -> " (" + model + ")").orElse("")
                  + "; nothing was changed.");
    }
    Reading<Topology> topology = subject.readings().topology();
    Finding finding = Finding.on(software, topology);
    String device = platform + " as " + words(topology.value());
    Optional<Boolean> capable = rules.capable(platform, topology.value());
    if (capable.isEmpty()) {
      return finding.unknown(this, "No rule says whether a " + device + " is upgraded in service.");
    }
    if (!capable.get()) {
      return finding.fail(
          this,
          "A "
              + device
              + " is not upgraded in service: it needs a reload, which Hitless never falls back to.");
    }
    return subject
        .image()
        .flatMap(image -> wrongFamily(image, platform))
        .map(wrong -> finding.fail(this, wrong))
        .orElseGet(() -> finding.pass(this, "A " + device + " is upgraded in service."));
  }

  private Optional<String> wrongFamily(Image image, Platform platform) {
    Optional<String> takes = Optional.ofNullable(rules.images().get(platform));
    if (takes.isPresent() && takes.get().equalsIgnoreCase(image.platform())) {
      return Optional.empty();
    }
    return Optional.of(
        "%s was built for %s, and a %s takes %s."
            .formatted(
                image.filename(), image.platform(), platform, takes.orElse("no image we know")));
  }

  private static String words(Topology topology) {
    return switch (topology) {
      case STACKWISE_VIRTUAL -> "a StackWise Virtual pair";
      case DUAL_SUPERVISOR -> "a chassis with two supervisors";
      case STANDALONE -> "a single unit";
      case STACK -> "a stack";
    };
  }
}
