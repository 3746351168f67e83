package io.hitless.readiness;

import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Somebody answers for one check of one device whose answer is unknown, for a while and with a
/// reason. What failed can not be waived.
///
/// @param check published word of the check
/// @param image only for upgrades to this image; for any when absent
/// @param by who answers for it
/// @param until when it ends by itself
public record Waiver(
    UUID id,
    DeviceId device,
    String check,
    Optional<ImageId> image,
    String reason,
    String by,
    Instant at,
    Instant until) {

  boolean covers(String id, Optional<ImageId> upgradedTo, Instant now) {
    return check.equals(id) && now.isBefore(until) && (image.isEmpty() || image.equals(upgradedTo));
  }
}
