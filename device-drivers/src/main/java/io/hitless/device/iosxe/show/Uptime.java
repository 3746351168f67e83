package io.hitless.device.iosxe.show;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `1 week, 10 hours, 49 minutes`, as IOS counts time.
final class Uptime {
  private static final Pattern PART =
      Pattern.compile("(\\d{1,5}) (year|week|day|hour|minute|second)s?");

  private Uptime() {}

  static Optional<Duration> parse(String text) {
    Duration sum = Duration.ZERO;
    for (String part : text.strip().split(",\\s*", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches()) {
        return Optional.empty();
      }
      long count = Long.parseLong(matcher.group(1));
      sum =
          sum.plus(
              switch (matcher.group(2)) {
                case "year" -> Duration.ofDays(365 * count);
                case "week" -> Duration.ofDays(7 * count);
                case "day" -> Duration.ofDays(count);
                case "hour" -> Duration.ofHours(count);
                case "minute" -> Duration.ofMinutes(count);
                default -> Duration.ofSeconds(count);
              });
    }
    return Optional.of(sum);
  }
}
