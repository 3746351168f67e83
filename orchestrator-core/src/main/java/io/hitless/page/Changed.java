package io.hitless.page;

/// Somebody else changed or removed the row since it was read.
public final class Changed extends RuntimeException {
  public Changed(String what) {
    super(what + " was changed by somebody else since it was read");
  }
}
