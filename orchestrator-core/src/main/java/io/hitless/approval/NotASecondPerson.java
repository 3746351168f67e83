package io.hitless.approval;

/// Who asked for something, or could have, wants to decide about it as well.
public final class NotASecondPerson extends RuntimeException {
  private final String why;

  /// @param why one sentence without its end
  NotASecondPerson(String why) {
    super(why + "; whoever decides about it must be another person");
    this.why = why;
  }

  public String why() {
    return why;
  }
}
