package io.hitless.device.sim;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An IOS-XE release such as 16.9.2 or 17.9.4a, with the ways a switch spells it.
record Release(int major, int minor, int rebuild, String letter) implements Comparable<Release> {
  private static final Pattern TEXT =
      Pattern.compile("(?<![A-Za-z0-9])(\\d{1,2})\\.(\\d{1,2})\\.(\\d{1,2})([a-z]?)");
  private static final Comparator<Release> ORDER =
      Comparator.comparingInt(Release::major)
          .thenComparingInt(Release::minor)
          .thenComparingInt(Release::rebuild)
          .thenComparing(Release::letter);
  private static final Map<String, String> NAMES =
      Map.of(
          "16.6", "Everest",
          "16.9", "Fuji",
          "16.12", "Gibraltar",
          "17.3", "Amsterdam",
          "17.6", "Bengaluru",
          "17.9", "Cupertino",
          "17.12", "Dublin");

  static Release of(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not an IOS-XE release: " + text);
    }
    return from(m);
  }

  static Optional<Release> in(String text) {
    Matcher m = TEXT.matcher(text);
    return m.find() ? Optional.of(from(m)) : Optional.empty();
  }

  private static Release from(Matcher m) {
    return new Release(
        Integer.parseInt(m.group(1)),
        Integer.parseInt(m.group(2)),
        Integer.parseInt(m.group(3)),
        m.group(4));
  }

  boolean atLeast(int otherMajor, int otherMinor, int otherRebuild) {
    return compareTo(new Release(otherMajor, otherMinor, otherRebuild, "")) >= 0;
  }

  boolean is17() {
    return major >= 17;
  }

  /// `16.9.2`, as the IOS line of `show version` has it.
  String plain() {
    return major + "." + minor + "." + rebuild + letter;
  }

  /// `16.09.02`, as file names and the IOS XE line have it.
  String padded() {
    return String.format(Locale.ROOT, "%d.%02d.%02d%s", major, minor, rebuild, letter);
  }

  /// `16.9.2.0.2433` before 17, `17.09.04.0.4433` since: what the install tables show.
  String built() {
    return (is17() ? padded() : plain()) + ".0." + build();
  }

  String train() {
    return major + "." + minor;
  }

  String codename() {
    return NAMES.getOrDefault(train(), "IOSXE");
  }

  int year() {
    return is17() ? 2019 + (minor + 1) / 3 : 2016 + (minor + 1) / 4;
  }

  int build() {
    return 2000
        + Math.floorMod(major * 7919 + minor * 433 + rebuild * 97 + letter.hashCode(), 6000);
  }

  @Override
  public int compareTo(Release other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return plain();
  }
}
