package io.hitless.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How far a copy is.
///
/// @param bytes that lie on the flash, or were taken by the device
/// @param totalBytes of the image
/// @param bytesPerSecond of our clock, over the last minutes; 0 while nothing moved
/// @param at when that was seen
public record Transfer(long bytes, long totalBytes, long bytesPerSecond, Instant at) {

  /// The next look at the same copy: the rate leans on what was seen before, so that a short stop
  /// does not make it jump.
  public Transfer then(long nextBytes, Instant now) {
    double seconds = Duration.between(at, now).toMillis() / 1000.0;
    if (seconds <= 0 || nextBytes < bytes) {
      return new Transfer(nextBytes, totalBytes, bytesPerSecond, now);
    }
    long lately = (long) ((nextBytes - bytes) / seconds);
    long rate = bytesPerSecond == 0 ? lately : (2 * bytesPerSecond + lately) / 3;
    return new Transfer(nextBytes, totalBytes, rate, now);
  }

  public int percent() {
    return totalBytes == 0 ? 0 : (int) Math.min(100, bytes * 100 / totalBytes);
  }

  /// When the last byte should have come, at this rate.
  public Optional<Instant> eta() {
    return bytesPerSecond <= 0
        ? Optional.empty()
        : Optional.of(at.plusSeconds(Math.max(0, totalBytes - bytes) / bytesPerSecond));
  }
}
