package io.hitless.approval;

/// Who asked for something wants to approve it as well.
public final class NotASecondPerson extends RuntimeException {
  private final String asker;

  NotASecondPerson(String asker) {
    super(asker + " asked for it; whoever decides about it must be another person");
    this.asker = asker;
  }

  public String asker() {
    return asker;
  }
}
