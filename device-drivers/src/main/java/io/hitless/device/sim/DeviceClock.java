package io.hitless.device.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The software clock of a device: its timeline seen through a zone, and whatever NTP did to it.
final class DeviceClock {
  private static final DateTimeFormatter FILE =
      DateTimeFormatter.ofPattern("MMM dd uuuu HH:mm:ss xxx", Locale.ROOT);
  private static final DateTimeFormatter ISSU =
      DateTimeFormatter.ofPattern("uuuu-MM-dd:HH:mm:ss", Locale.ROOT);

  private final Timeline timeline;
  private final Profile profile;
  private Duration skew = Duration.ZERO;

  DeviceClock(Timeline timeline, Profile profile) {
    this.timeline = timeline;
    this.profile = profile;
  }

  void jump(Duration by) {
    skew = skew.plus(by);
  }

  private OffsetDateTime local(Instant at) {
    return at.plus(skew).atOffset(ZoneOffset.ofHours(profile.zoneHours()));
  }

  private String format(String pattern, Instant at) {
    return local(at).format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
  }

  private String monthDay(Instant at) {
    return format("MMM", at) + String.format(Locale.ROOT, " %2d", local(at).getDayOfMonth());
  }

  /// `Fri Feb 8 09:22:00 jst 2019`, as the install engine dates its lines.
  String date() {
    Instant now = timeline.now();
    return format("EEE ", now)
        + monthDay(now)
        + format(" HH:mm:ss ", now)
        + profile.zone()
        + format(" uuuu", now);
  }

  /// `*Feb 8 09:22:02.055 jst`, as log lines begin; the star says that no NTP server vouches for
  /// it.
  String logStamp() {
    Instant now = timeline.now();
    String stamp = "*" + monthDay(now) + format(" HH:mm:ss.SSS", now);
    return profile.logZone() ? stamp + " " + profile.zone() : stamp;
  }

  /// `*09:22:02.055 jst Fri Feb 8 2019`, as `show clock` has it.
  String shown() {
    Instant now = timeline.now();
    return format("'*'HH:mm:ss.SSS ", now) + profile.zone() + format(" EEE MMM d uuuu", now);
  }

  /// `09:22:02 jst Fri Feb 8 2019`, as headings of configurations and histories have it.
  String moment(Instant at) {
    return format("HH:mm:ss ", at) + profile.zone() + format(" EEE MMM d uuuu", at);
  }

  String issu(Instant at) {
    return local(at).format(ISSU);
  }

  String file(Instant at) {
    return local(at).format(FILE);
  }

  Instant now() {
    return timeline.now();
  }

  /// `1 week, 2 days, 3 hours, 4 minutes`: how long since.
  String since(Instant start) {
    long minutes = Math.max(0, Duration.between(start, timeline.now()).toMinutes());
    StringBuilder text = new StringBuilder();
    append(text, minutes / 10_080, "week");
    append(text, minutes / 1_440 % 7, "day");
    append(text, minutes / 60 % 24, "hour");
    append(text, minutes % 60, "minute");
    return text.isEmpty() ? "0 minutes" : text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(unit);
      text.append(count == 1 ? "" : "s");
    }
  }
}
