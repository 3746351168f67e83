package io.hitless.audit;

import java.time.Instant;

/// What seals one row: the digest of the row, and the hash of the link before and this digest.
///
/// @param rowAt when the row was written: months of rows are dropped by it
public record Link(long id, Instant rowAt, Hash digest, Hash hash) {

  /// The link that follows `before`.
  public static Link after(Mark before, LogRow row, Instant rowAt) {
    Hash digest = row.digest();
    return new Link(row.id(), rowAt, digest, before.hash().chained(digest));
  }

  boolean follows(Mark before) {
    return hash.equals(before.hash().chained(digest));
  }

  public Mark mark() {
    return new Mark(id, hash);
  }
}
