package io.hitless.job;

/// Words for what an operator explicitly allowed a job, kept in [Memory#granted].
public final class Grant {
  /// Commit now, without waiting for the rest of the soak.
  public static final String COMMIT = "commit";

  /// Go on from `STAGED` although the order said to stop there.
  public static final String GO_ON = "go-on";

  /// `clear install state`, which reloads every unit on 17.x.
  public static final String CLEAR_INSTALL_STATE = "clear-install-state";

  /// Goes on without a second person: shown on the job for ever.
  public static final String BROKEN_GLASS = "broken-glass";

  private Grant() {}

  /// A decision came to the job by this request, and everything was read afresh since.
  public static String approved(long request) {
    return "approved:" + request;
  }
}
