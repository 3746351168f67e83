package io.hitless.api.image;

import io.hitless.api.body.Between;
import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.problem.Violation;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An image as a client registers it.
record ImageForm(
    @Is(Grammar.FILENAME) String filename,
    Platform platform,
    @Is(Grammar.VERSION) String version,
    @Between(min = 1_000_000, max = 16_000_000_000L) Long sizeBytes,
    Optional<@Is(Grammar.MD5) String> md5,
    Optional<@Is(Grammar.SHA512) String> sha512,
    Optional<Image.Status> status,
    Source source)
    implements Form {
  /// The release in the names that Cisco gives its images (`cat9k_iosxe.16.12.04.SPA.bin`).
  private static final Pattern RELEASE = Pattern.compile("\\.(\\d+\\.\\d+\\.\\d+[a-z]?)\\.");

  /// Families that images are built for.
  enum Platform {
    CAT3K,
    CAT9K,
    CAT9K_LITE
  }

  /// How it gets onto a switch.
  enum SourceType {
    ON_DEVICE,
    PULL,
    PUSH
  }

  /// @param url for `PULL` only, like the rest
  /// @param vrf the switch's routing table that leads to the file server
  /// @param credential what logs in to the file server
  record Source(
      SourceType type,
      Optional<@Is(Grammar.URL) String> url,
      Optional<@Is(Grammar.VRF) String> vrf,
      Optional<@Is(Grammar.NAME) String> credential) {
    static Source of(SourceType type) {
      return new Source(type, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /// What a client would have sent to get `image`.
  static ImageForm of(Image image) {
    return new ImageForm(
        image.filename(),
        Platform.valueOf(image.platform()),
        image.version().toString(),
        image.sizeBytes(),
        image.md5(),
        image.sha512(),
        Optional.of(image.status()),
        source(image.source()));
  }

  static Source source(Image.Source of) {
    return switch (of) {
      case Image.Source.OnDevice() -> Source.of(SourceType.ON_DEVICE);
      case Image.Source.Pull pull ->
          new Source(SourceType.PULL, Optional.of(pull.url()), pull.vrf(), pull.credential());
      case Image.Source.Push() -> Source.of(SourceType.PUSH);
    };
  }

  Image.Source origin() {
    return switch (source.type()) {
      case ON_DEVICE -> new Image.Source.OnDevice();
      case PULL ->
          new Image.Source.Pull(source.url().orElseThrow(), source.vrf(), source.credential());
      case PUSH -> new Image.Source.Push();
    };
  }

  @Override
  public List<Violation> contradictions() {
    var found = new ArrayList<Violation>();
    if (md5.isEmpty() && sha512.isEmpty()) {
      found.add(
          new Violation(
              "/sha512", "hash-required", "sha512 or md5 is required: the file is verified by it"));
    }
    boolean pulled = source.type() == SourceType.PULL;
    if (pulled && source.url().isEmpty()) {
      found.add(new Violation("/source/url", "required", "PULL needs the url to copy from"));
    }
    if (!pulled && source.url().isPresent()) {
      found.add(new Violation("/source/url", "not-applicable", "only PULL has a url"));
    }
    onlyPulled(found, "vrf", source.vrf());
    onlyPulled(found, "credential", source.credential());
    boolean anonymous = source.url().filter(url -> url.startsWith("tftp:")).isPresent();
    if (anonymous && source.credential().isPresent()) {
      found.add(new Violation("/source/credential", "not-applicable", "TFTP knows no login"));
    }
    fileName(found);
    return found;
  }

  private void onlyPulled(List<Violation> found, String field, Optional<String> given) {
    if (source.type() != SourceType.PULL && given.isPresent()) {
      found.add(new Violation("/source/" + field, "not-applicable", "only PULL has a " + field));
    }
  }

  /// The name says release and family as well: a slip here would send the wrong file to a core.
  private void fileName(List<Violation> found) {
    Matcher release = RELEASE.matcher(filename);
    boolean otherRelease =
        release.find()
            && !SoftwareVersion.of(release.group(1)).sameRelease(SoftwareVersion.of(version));
    if (otherRelease) {
      found.add(
          new Violation(
              "/version",
              "contradicts-filename",
              "the file name says release " + release.group(1)));
    }
    String name = filename.toLowerCase(Locale.ROOT);
    boolean otherFamily =
        (name.startsWith("cat3k") && platform != Platform.CAT3K)
            || (name.startsWith("cat9k_iosxe") && platform != Platform.CAT9K)
            || (name.startsWith("cat9k_lite") && platform != Platform.CAT9K_LITE);
    if (otherFamily) {
      found.add(
          new Violation("/platform", "contradicts-filename", "the file name says another family"));
    }
  }
}
