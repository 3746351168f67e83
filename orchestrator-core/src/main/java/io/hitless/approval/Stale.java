package io.hitless.approval;

/// What was decided about is not what it was when it was read.
public final class Stale extends RuntimeException {
  private final String digest;

  /// @param digest of what it is now
  Stale(String digest) {
    super("what is to be decided about was changed since it was read: read it again");
    this.digest = digest;
  }

  public String digest() {
    return digest;
  }
}
