package io.hitless.inventory;

import java.util.UUID;

/// Names one device for ever.
public record DeviceId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
