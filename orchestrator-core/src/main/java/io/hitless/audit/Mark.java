package io.hitless.audit;

/// A place in the chain: everything up to a row, in one hash. Kept elsewhere, it shows later that
/// the log up to there is still the one it was.
public record Mark(long id, Hash hash) {
  /// Before the first row.
  public static final Mark GENESIS = new Mark(0, Hash.ZERO);

  @Override
  public String toString() {
    return id + ":" + hash;
  }
}
