package io.hitless.job;

import io.hitless.device.facts.SoftwareVersion;
import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was asked for, fixed when the job is created.
///
/// @param deviceName and the image's fields are kept as they were then
/// @param notBefore no change before this instant
/// @param stageOnly stop at `STAGED` until told to go on
/// @param author who asked
/// @param authorPerson who answers for it, whatever key or login it was
public record JobOrder(
    DeviceId device,
    String deviceName,
    Optional<String> site,
    ImageId image,
    String filename,
    SoftwareVersion target,
    Workflow workflow,
    CommitBy commit,
    Duration soak,
    OnFailure onFailure,
    Optional<Instant> notBefore,
    boolean stageOnly,
    boolean acknowledgeNoRollback,
    List<ExternalRef> externalRefs,
    String reason,
    String author,
    String authorPerson) {
  public JobOrder {
    externalRefs = List.copyOf(externalRefs);
  }

  /// Add, activate and commit as three commands with the way back open, or all in one without it.
  public enum Workflow {
    THREE_STEP,
    ONE_STEP
  }

  /// After soak and post-checks, or only when an operator says so.
  public enum CommitBy {
    AUTO,
    MANUAL
  }

  /// What to do when something fails between activation and commit.
  public enum OnFailure {
    ABORT,
    HOLD
  }

  /// A ticket elsewhere (`servicenow`, `CHG0030001`).
  public record ExternalRef(String system, String key) {}
}
