package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show clock`: the device's own time, in which its logs and its ISSU history are written.
public final class ShowClock {
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?<mark>[*.])?(?<time>\\d{2}:\\d{2}:\\d{2}\\.\\d{3}) (?<zone>\\S{1,10}) (?<date>\\w{3} \\w{3} \\d{1,2} \\d{4})");
  private static final DateTimeFormatter AT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("HH:mm:ss.SSS EEE MMM d uuuu")
          .toFormatter(Locale.ENGLISH);

  /// @param zone name as configured, not one that could be looked up
  /// @param synchronised false when the device itself marks its time as not authoritative
  public record DeviceTime(LocalDateTime local, String zone, boolean synchronised) {}

  private ShowClock() {}

  public static Reading<DeviceTime> parse(Printed printed) {
    Matcher clock = printed.only(CLOCK).orElseThrow(() -> printed.refused("no time of day"));
    try {
      LocalDateTime local =
          LocalDateTime.parse(clock.group("time") + " " + clock.group("date"), AT);
      return printed.reading(
          new DeviceTime(local, clock.group("zone"), clock.group("mark") == null),
          List.of(clock.group()));
    } catch (DateTimeParseException none) {
      throw printed.refused("no time of day: " + clock.group());
    }
  }
}
