package io.hitless.api.security;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Whether somebody whom we let in a while ago would be let in now: for answers that don't end.
@Component
public final class Standing {
  private static final Duration AS_NEW = Duration.ofSeconds(1);

  private final ApiKeys keys;
  private final InstantSource clock;

  Standing(ApiKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  public Welcome of(Caller caller) {
    return new Welcome(caller);
  }

  /// For one caller and one thread; asks the register at most once a second.
  public final class Welcome {
    private final Caller caller;
    private final Optional<ApiKeyId> key;
    private Instant askedAt;

    private Welcome(Caller caller) {
      this.caller = caller;
      this.key =
          Optional.of(caller)
              .filter(it -> it.kind() == Caller.Kind.API_KEY)
              .map(it -> new ApiKeyId(UUID.fromString(it.id().substring("key:".length()))));
      this.askedAt = clock.instant();
    }

    public boolean still() {
      Instant now = clock.instant();
      if (caller.until().filter(until -> !now.isBefore(until)).isPresent()) {
        return false;
      }
      if (key.isEmpty() || now.isBefore(askedAt.plus(AS_NEW))) {
        return true;
      }
      askedAt = now;
      return keys.find(key.get())
          .filter((ApiKey it) -> it.usable(now) && it.scope().equals(caller.scope()))
          .isPresent();
    }
  }
}
