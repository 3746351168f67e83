package io.hitless.access;

/// The database does not answer just now: it restarts, fails over, is out of reach, has no
/// connection left or took too long. Nothing is wrong with what was asked, and it may be asked
/// again; whether it was written is unknown.
public final class StorageAway extends RuntimeException {
  public StorageAway(Throwable cause) {
    super("the database does not answer: " + cause.getMessage(), cause);
  }
}
