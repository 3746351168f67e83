package io.hitless.readiness;

import java.time.Duration;

/// The numbers that checks judge by. Durations are compared with what the device itself prints, so
/// they count in the device's time.
///
/// @param steadyFor how long a standby must have been hot: `STANDBY HOT` is reached before a unit
///   that crashes again and again falls over (public report of a C9500 on 17.6.3)
/// @param quietAfterSwitchover how long after a switchover it is still worth a word
/// @param roomBytes what a unit needs free in any case: Cisco's guide asks for 1 GB to unpack a
///   release; a real refusal asked for 1 276 287 KB, hence the larger gigabyte
/// @param validFor how long the answers may be relied on, in our time
public record Thresholds(
    Duration steadyFor, Duration quietAfterSwitchover, long roomBytes, Duration validFor) {

  public static final Thresholds STANDARD =
      new Thresholds(Duration.ofMinutes(15), Duration.ofHours(1), 1L << 30, Duration.ofMinutes(30));
}
