package io.hitless.audit;

/// What is wrong with the log at one place.
///
/// @param id of the row, or of the place in the chain
/// @param detail for people
public record ChainFault(Kind kind, long id, String detail) {

  /// Ways to falsify a log.
  public enum Kind {
    /// The row is not what was sealed.
    CHANGED,
    /// The row was sealed and is gone.
    REMOVED,
    /// The row was not there when its neighbours were sealed.
    INSERTED,
    /// The row was sealed in another place.
    REORDERED,
    /// The link does not follow from the one before.
    RELINKED,
    /// The chain does not reach its head.
    CUT_OFF,
    /// The log was not read to its end: nothing is known of the rest.
    INCOMPLETE,
    /// A mark that was kept elsewhere does not lie on the chain, or lies before what is kept.
    NOT_ANCHORED;

    /// Whether the log itself is at fault.
    public boolean tampered() {
      return this != INCOMPLETE && this != NOT_ANCHORED;
    }
  }
}
