package io.hitless.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.facts.SoftwareVersion;
import io.hitless.image.Image;
import io.hitless.image.ImageId;
import io.hitless.readiness.CheckResult.Result;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Looks at a paper switch, with or without an image in mind.
final class Look {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-12-01T01:00:00Z"));
  static final Checks CHECKS = Checks.standard(UpgradeRules.shipped(), List.of());
  static final long BYTES = 812_345_678L;

  private Look() {}

  static Image image(String version) {
    return image("cat9k_iosxe." + version + ".SPA.bin", version);
  }

  static Image image(String filename, String version) {
    return image(
        filename,
        version,
        new Image.Source.OnDevice(),
        Optional.of("0a1b"),
        Optional.empty(),
        Image.Status.APPROVED);
  }

  static Image image(
      String filename,
      String version,
      Image.Source source,
      Optional<String> md5,
      Optional<String> sha512,
      Image.Status status) {
    return new Image(
        new ImageId(new UUID(7, 7)),
        filename,
        filename.startsWith("cat3k") ? "CAT3K" : "CAT9K",
        SoftwareVersion.of(version),
        BYTES,
        md5,
        sha512,
        status,
        source,
        0,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  static Subject subject(PaperSwitch paper, Optional<Image> image) {
    return new Subject(new Readings(paper), image, Optional.empty(), Thresholds.STANDARD, CLOCK);
  }

  static CheckResult at(PaperSwitch paper, String check) {
    return CHECKS.run(subject(paper, Optional.empty()), Set.of(check)).getFirst();
  }

  static CheckResult at(PaperSwitch paper, String check, Image image) {
    return CHECKS.run(subject(paper, Optional.of(image)), Set.of(check)).getFirst();
  }

  /// The result, and that its sentence says the words that matter to a person.
  static void expect(CheckResult found, Result result, String... words) {
    assertThat(found.result()).as(found.summary()).isEqualTo(result);
    assertThat(found.summary()).doesNotContain("\n").endsWith(".");
    for (String word : words) {
      assertThat(found.summary()).contains(word);
    }
  }
}
