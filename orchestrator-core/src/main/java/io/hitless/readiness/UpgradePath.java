package io.hitless.readiness;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.image.Image;
import io.hitless.readiness.CheckResult.Result;
import io.hitless.readiness.UpgradeRules.Ruling;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Whether the maker supports going from what runs to this image without an outage.
final class UpgradePath implements Check {
  private final UpgradeRules rules;

  UpgradePath(UpgradeRules rules) {
    this.rules = rules;
  }

  @Override
  public String id() {
    return "upgrade-path";
  }

  @Override
  public boolean needsImage() {
    return true;
  }

  @Override
  public boolean waivable() {
    return true;
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<Software> software = subject.readings().software();
    Finding finding = Finding.on(software);
    Image image = subject.theImage();
    SoftwareVersion from = software.value().version();
    Ruling ruling =
        ofImage(image)
            .or(() -> ofBuild(image, software))
            .orElseGet(() -> rules.judge(from, image.version()));
    String path = from.release() + " → " + image.version().release() + ": ";
    if (ruling.result() == Result.PASS && stale(subject)) {
      return finding.warn(
          this,
          path
              + ruling.why()
              + ", by rules that are of "
              + rules.dated()
              + " and may be outdated.");
    }
    return finding.says(this, ruling.result(), path + ruling.why() + ".");
  }

  private static Optional<Ruling> ofImage(Image image) {
    if (image.status() == Image.Status.RECALLED) {
      return refuse("the image was recalled");
    }
    if (ImageBuild.signedAsSpecial(image.filename())) {
      return refuse(image.filename() + " is signed as an engineering special");
    }
    return ImageBuild.release(image.filename())
        .filter(named -> !named.sameRelease(image.version()))
        .flatMap(named ->
            refuse(
                "the file name says %s, but the image is registered as %s"
                    .formatted(named.release(), image.version().release())));
  }

  /// The running build shows in few places; where it shows, it must be the image's.
  private static Optional<Ruling> ofBuild(Image image, Reading<Software> software) {
    ImageBuild target = ImageBuild.named(image.filename());
    ImageBuild running = running(software);
    if (target == running) {
      return Optional.empty();
    }
    if (running == ImageBuild.ORDINARY) {
      return Optional.of(
          new Ruling(
              Result.UNKNOWN,
              "the image is an "
                  + target
                  + " build, and the device does not say whether it runs one as well"));
    }
    return refuse(
        "the device runs an %s build and the image is %s, which is not supported in service"
            .formatted(running, target == ImageBuild.ORDINARY ? "none" : "an " + target));
  }

  private static ImageBuild running(Reading<Software> software) {
    ImageBuild booted =
        software.value().systemImage().map(ImageBuild::named).orElse(ImageBuild.ORDINARY);
    List<ImageBuild> printed =
        software.evidence().stream()
            .filter(line -> line.contains("IOSXE") || line.contains("CAT3K"))
            .map(ImageBuild::named)
            .filter(build -> build != ImageBuild.ORDINARY)
            .toList();
    return booted != ImageBuild.ORDINARY || printed.isEmpty() ? booted : printed.getFirst();
  }

  private static Optional<Ruling> refuse(String why) {
    return Optional.of(new Ruling(Result.FAIL, why));
  }

  /// Rules reach as far as two trains may be apart; older ones know none of today's trains.
  private boolean stale(Subject subject) {
    return subject
        .clock()
        .instant()
        .atOffset(ZoneOffset.UTC)
        .toLocalDate()
        .isAfter(rules.dated().plusYears(rules.yearsApart()));
  }
}
