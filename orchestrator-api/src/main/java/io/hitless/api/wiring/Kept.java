package io.hitless.api.wiring;

import io.hitless.db.Retention;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long what happened is kept (`hitless.retention.*`), thirty days at least; zero is for ever.
///
/// @param log events and audit, with the chain over both
/// @param transcripts what was typed and printed
@ConfigurationProperties("hitless.retention")
record Kept(@DefaultValue("P400D") Duration log, @DefaultValue("P400D") Duration transcripts) {
  Retention retention() {
    return new Retention(lasting(log), lasting(transcripts));
  }

  private static Optional<Duration> lasting(Duration kept) {
    return Optional.of(kept).filter(it -> !it.isZero());
  }
}
