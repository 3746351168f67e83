package io.hitless.image;

import java.util.UUID;

/// Names one image for ever.
public record ImageId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
