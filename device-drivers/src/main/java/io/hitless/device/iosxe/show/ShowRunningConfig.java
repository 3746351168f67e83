package io.hitless.device.iosxe.show;

import io.hitless.device.facts.ConfigurationState;
import io.hitless.device.facts.Reading;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show running-config`: whole, or its first remarks, which say when it was changed and saved.
public final class ShowRunningConfig {
  private static final Pattern REMARK =
      Pattern.compile(
          "! (?<what>Last configuration change|NVRAM config last updated) at (?<at>\\d{1,2}:\\d{2}:\\d{2} (?<zone>\\S{1,10}) \\w{3} \\w{3} \\d{1,2} \\d{4})(?: by \\S+)?");
  private static final Pattern UNCHANGED =
      Pattern.compile("! No configuration change since last restart");
  private static final Pattern START = Pattern.compile("^\\s*Current configuration : \\d+ bytes");
  private static final DateTimeFormatter AT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("H:mm:ss EEE MMM d uuuu")
          .toFormatter(Locale.ENGLISH);

  /// Between the easternmost clock of the world (UTC+14) and the westernmost (UTC-12). Times of two
  /// zones that lie farther apart, such as one before and one after the end of summer time, are in
  /// order whatever the zones are.
  private static final Duration FARTHEST_ZONES = Duration.ofHours(26);

  private ShowRunningConfig() {}

  /// The remarks, among whatever else a filter lets pass. A change is saved when it is not younger
  /// than the last save; both times are the device's own.
  public static Reading<ConfigurationState> remarks(Printed printed) {
    Optional<Matcher> changed = remark(printed, "Last configuration change");
    Optional<Matcher> saved = remark(printed, "NVRAM config last updated");
    boolean unchanged = printed.only(UNCHANGED).isPresent();
    if (unchanged == changed.isPresent()) {
      throw printed.refused("it does not say when the configuration was last changed");
    }
    boolean asBooted =
        unchanged || (saved.isPresent() && notAfter(printed, changed.orElseThrow(), saved.get()));
    return printed.reading(
        new ConfigurationState(
            changed.map(line -> line.group("at")), saved.map(line -> line.group("at")), asBooted),
        printed.lines().stream()
            .map(String::strip)
            .filter(line -> REMARK.matcher(line).matches() || UNCHANGED.matcher(line).matches())
            .toList());
  }

  /// The whole configuration, from its first remark to `end`, its secrets struck out.
  public static Reading<String> whole(Printed printed) {
    int start = printed.indexOf(START);
    if (start < 0 || !printed.lines().getLast().strip().equals("end")) {
      throw printed.refused(
          "the configuration is cut: it must begin with its size and end with 'end'");
    }
    List<String> lines =
        ConfigurationSecrets.struck(printed.lines().subList(start + 1, printed.lines().size()));
    return printed.reading(String.join("\n", lines), List.of(printed.lines().get(start).strip()));
  }

  private static Optional<Matcher> remark(Printed printed, String what) {
    List<Matcher> found =
        printed.all(REMARK).stream().filter(line -> line.group("what").equals(what)).toList();
    if (found.stream().map(Matcher::group).distinct().count() > 1) {
      throw printed.refused("says '" + what + "' twice and differently");
    }
    return found.stream().findFirst();
  }

  private static boolean notAfter(Printed printed, Matcher changed, Matcher saved) {
    LocalDateTime change = at(printed, changed);
    LocalDateTime save = at(printed, saved);
    boolean sameZone = changed.group("zone").equals(saved.group("zone"));
    if (!sameZone && Duration.between(change, save).abs().compareTo(FARTHEST_ZONES) <= 0) {
      throw printed.refused("change and save are printed in different time zones");
    }
    return !change.isAfter(save);
  }

  private static LocalDateTime at(Printed printed, Matcher remark) {
    try {
      return LocalDateTime.parse(
          remark.group("at").replaceFirst(" " + Pattern.quote(remark.group("zone")), ""), AT);
    } catch (DateTimeParseException none) {
      throw printed.refused("no time: " + remark.group("at"));
    }
  }
}
