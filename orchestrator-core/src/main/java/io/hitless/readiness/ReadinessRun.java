package io.hitless.readiness;

import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One look at a device: may it be upgraded, or may our account do what an upgrade needs?
///
/// @param kind which of the two
/// @param image what it would be upgraded to; without one the checks that need it are left out
/// @param expiresAt when its answer is too old to rely on, once it is done
/// @param fleet the run over many devices that it is a part of, if it is
public record ReadinessRun(
    RunId id,
    Kind kind,
    DeviceId device,
    Optional<ImageId> image,
    State state,
    Optional<Verdict> verdict,
    List<CheckResult> checks,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<RunId> fleet) {
  public ReadinessRun {
    checks = List.copyOf(checks);
  }

  /// A run that asks whether the device may be upgraded.
  public ReadinessRun(
      RunId id,
      DeviceId device,
      Optional<ImageId> image,
      State state,
      Optional<Verdict> verdict,
      List<CheckResult> checks,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<RunId> fleet) {
    this(id, Kind.READINESS, device, image, state, verdict, checks, createdAt, expiresAt, fleet);
  }

  /// What is asked.
  public enum Kind {
    READINESS,
    /// What our account may do on the device.
    AUTHORIZATION
  }

  /// Still looking, or done.
  public enum State {
    RUNNING,
    DONE
  }

  /// `READY` only when every check passed or warned, or somebody answered for what is unknown; any
  /// `FAIL` is `NOT_READY`; else `UNKNOWN`.
  public enum Verdict {
    READY,
    NOT_READY,
    UNKNOWN;

    public static Verdict of(List<CheckResult> checks) {
      if (checks.stream().anyMatch(check -> check.result() == CheckResult.Result.FAIL)) {
        return NOT_READY;
      }
      boolean sure = !checks.isEmpty() && checks.stream().noneMatch(CheckResult::blocks);
      return sure ? READY : UNKNOWN;
    }
  }
}
