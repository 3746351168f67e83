package io.hitless.job;

import java.util.UUID;

/// Names one job for ever.
public record JobId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
