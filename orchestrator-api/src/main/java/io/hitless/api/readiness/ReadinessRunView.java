package io.hitless.api.readiness;

import io.hitless.readiness.CheckResult;
import io.hitless.readiness.ReadinessRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A readiness run as it is shown.
///
/// @param verdict `null` while it runs
/// @param expiresAt when its answer is too old to rely on, `null` while it runs
record ReadinessRunView(
    String id,
    String deviceId,
    Optional<String> imageId,
    ReadinessRun.State state,
    Optional<ReadinessRun.Verdict> verdict,
    List<Check> checks,
    Instant createdAt,
    Optional<Instant> expiresAt) {

  /// What one check found.
  record Check(
      String id,
      CheckResult.Result result,
      String summary,
      String command,
      List<String> evidence) {}

  static ReadinessRunView of(ReadinessRun run) {
    return new ReadinessRunView(
        run.id().toString(),
        run.device().toString(),
        run.image().map(Object::toString),
        run.state(),
        run.verdict(),
        run.checks().stream()
            .map(it -> new Check(it.id(), it.result(), it.summary(), it.command(), it.evidence()))
            .toList(),
        run.createdAt(),
        run.expiresAt());
  }
}
