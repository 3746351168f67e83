package io.hitless.readiness;

import java.util.UUID;

/// Names one readiness run.
public record RunId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
