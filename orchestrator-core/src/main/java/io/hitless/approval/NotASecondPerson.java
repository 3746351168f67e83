package io.hitless.approval;

import io.hitless.access.Right;
import java.util.Optional;

/// Who asked for something, or could have, wants to decide about it as well.
public final class NotASecondPerson extends RuntimeException {
  private final String why;
  private final Optional<Right> waivableBy;

  /// @param why one sentence without its end
  /// @param waivableBy who may do without a second person, if anybody
  NotASecondPerson(String why, Optional<Right> waivableBy) {
    super(
        why
            + "; whoever decides about it must be another person with the right to approve"
            + waivableBy.map(right -> ", or " + right.word() + " in an emergency").orElse(""));
    this.why = why;
    this.waivableBy = waivableBy;
  }

  public Optional<Right> waivableBy() {
    return waivableBy;
  }

  public String why() {
    return why;
  }
}
