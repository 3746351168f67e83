package io.hitless.page;

/// A cursor that this list never gave out.
public final class UnknownCursor extends RuntimeException {
  public UnknownCursor() {
    super("the cursor was not given out by this list");
  }
}
