package io.hitless.device.facts;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A release as switches print it: `16.09.02`, `16.9.2.0.2433`, `17.03.03 - SMU-PATCHED`,
/// `17.15.4d`.
///
/// Fields are compared as numbers, so `16.09.02` is `16.9.2` while `17.10.1` stays after `17.9.1`;
/// the rebuild letter counts (`17.15.4d` is not `17.15.4`), the build behind it and the patch
/// remark don't.
///
/// @param major train, e.g. 17
/// @param minor release within the train, e.g. 15
/// @param rebuild maintenance number, e.g. 4
/// @param suffix rebuild letters in lower case (`d`, `prd21`, `:122025`), or empty
/// @param build what the install database appends (`0.2433`), or empty
/// @param patched whether a software maintenance update is active on it
/// @param text as printed
public record SoftwareVersion(
    int major, int minor, int rebuild, String suffix, String build, boolean patched, String text)
    implements Comparable<SoftwareVersion> {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<major>\\d{1,4})\\.(?<minor>\\d{1,4})\\.(?<rebuild>\\d{1,9})(?<suffix>[A-Za-z][A-Za-z0-9]{0,15}|:\\d{1,9})?"
              + "(?:\\.(?<build>\\d{1,9}(?:\\.\\d{1,12})*))?(?<patched>\\s*-\\s*SMU-PATCHED)?");

  private static final Comparator<SoftwareVersion> ORDER =
      Comparator.comparingInt(SoftwareVersion::major)
          .thenComparingInt(SoftwareVersion::minor)
          .thenComparingInt(SoftwareVersion::rebuild)
          .thenComparing(SoftwareVersion::suffix);

  /// Reads a whole string as one version; anything else than a version is absent.
  public static Optional<SoftwareVersion> parse(String text) {
    String trimmed = text.strip();
    Matcher form = FORM.matcher(trimmed);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new SoftwareVersion(
            Integer.parseInt(form.group("major")),
            Integer.parseInt(form.group("minor")),
            Integer.parseInt(form.group("rebuild")),
            orEmpty(form.group("suffix")).toLowerCase(Locale.ROOT),
            orEmpty(form.group("build")),
            form.group("patched") != null,
            trimmed));
  }

  /// The version in `text`, for values that were checked before (our own tables and the API's
  /// validated input).
  public static SoftwareVersion of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a software version: " + text));
  }

  /// Whether both name the same release, whatever build number or patch remark one of them carries.
  public boolean sameRelease(SoftwareVersion other) {
    return ORDER.compare(this, other) == 0;
  }

  /// An image made for one customer or one test, which ISSU never takes: anything behind the number
  /// but one rebuild letter, or an `s`.
  public boolean engineeringSpecial() {
    return suffix.length() > 1 || suffix.equals("s");
  }

  /// `16.12`: the release that upgrade paths are written in.
  public String train() {
    return major + "." + minor;
  }

  /// The release without build and patch remark: `16.9.2`, `17.15.4d`.
  public String release() {
    return train() + "." + rebuild + suffix;
  }

  @Override
  public int compareTo(SoftwareVersion other) {
    return ORDER.compare(this, other);
  }

  /// Two versions are the same value when they name the same release; see [#sameRelease].
  @Override
  public boolean equals(Object other) {
    return other instanceof SoftwareVersion version && sameRelease(version);
  }

  @Override
  public int hashCode() {
    return release().hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  private static String orEmpty(@org.jspecify.annotations.Nullable String group) {
    return group == null ? "" : group;
  }
}
