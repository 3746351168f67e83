package io.hitless.api.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// So many entries a minute may be caused by those who show no valid key: else anybody could fill
/// the log. The rest is counted, and the next entry says how many there were.
@Component
final class StrangersBudget {
  static final int A_MINUTE = 120;

  private final InstantSource clock;
  private Instant minute = Instant.EPOCH;
  private int spent;
  private long suppressed;

  StrangersBudget(InstantSource clock) {
    this.clock = clock;
  }

  /// What else belongs into the entry; empty when none is to be written.
  synchronized Optional<Map<String, Object>> spend() {
    Instant now = clock.instant();
    if (!now.isBefore(minute.plusSeconds(60))) {
      minute = now;
      spent = 0;
    }
    if (spent >= A_MINUTE) {
      suppressed++;
      return Optional.empty();
    }
    spent++;
    long before = suppressed;
    suppressed = 0;
    return Optional.of(before == 0 ? Map.of() : Map.of("notWrittenBefore", before));
  }
}
