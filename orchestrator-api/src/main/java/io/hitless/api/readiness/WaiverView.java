package io.hitless.api.readiness;

import io.hitless.readiness.Waiver;
import java.time.Instant;
import java.util.Optional;

/// A waiver as it is shown.
///
/// @param imageId `null` when it holds for any image
record WaiverView(
    String id,
    String deviceId,
    String check,
    Optional<String> imageId,
    String reason,
    String author,
    Instant createdAt,
    Instant expiresAt) {
  static WaiverView of(Waiver it) {
    return new WaiverView(
        it.id().toString(),
        it.device().toString(),
        it.check(),
        it.image().map(Object::toString),
        it.reason(),
        it.by(),
        it.at(),
        it.until());
  }
}
