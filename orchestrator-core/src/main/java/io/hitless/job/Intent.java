package io.hitless.job;

import java.time.Instant;
import java.util.Optional;

/// A changing command that is about to be sent, committed before it is.
///
/// @param kind which change
/// @param command exact words
/// @param epoch lease under which it was meant
/// @param settledAs what reading the device showed afterwards, absent while in doubt
public record Intent(
    long id,
    JobId job,
    Stage stage,
    Kind kind,
    String command,
    long epoch,
    Instant at,
    Optional<String> settledAs) {

  /// The device came back with a last word, so it is not at it any more; what it did, only reading
  /// tells.
  public static final String ANSWERED = "answered";

  /// Whether reading the device has said what became of it.
  boolean judged() {
    return settledAs.filter(as -> !as.equals(ANSWERED)).isPresent();
  }

  /// The changes that a job may intend; each of [io.hitless.device.Change] has one.
  public enum Kind {
    SAVE_CONFIGURATION,
    COPY,
    DELETE_FILE,
    ADD,
    ACTIVATE,
    COMMIT,
    ABORT,
    REMOVE_INACTIVE,
    INSTALL_ONE_STEP,
    CLEAR_INSTALL_STATE
  }
}
