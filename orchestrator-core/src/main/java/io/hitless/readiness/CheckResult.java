package io.hitless.readiness;

import java.util.List;
import java.util.Optional;

/// What one check found.
///
/// @param id published word of the check (`sso-mode`)
/// @param summary one sentence for people
/// @param command what was asked, several joined by `; `
/// @param evidence the device's own lines
/// @param waived who let an unknown answer pass, if somebody did
public record CheckResult(
    String id,
    Result result,
    String summary,
    String command,
    List<String> evidence,
    Optional<Waived> waived) {
  public CheckResult {
    evidence = List.copyOf(evidence);
  }

  public CheckResult(
      String id, Result result, String summary, String command, List<String> evidence) {
    this(id, result, summary, command, evidence, Optional.empty());
  }

  /// `UNKNOWN` never counts as a pass.
  public enum Result {
    PASS,
    WARN,
    FAIL,
    UNKNOWN
  }

  /// Somebody answered for what could not be told.
  public record Waived(String by, String reason) {}

  /// Whether an upgrade must not begin, or go on, with this answer.
  public boolean blocks() {
    return switch (result) {
      case PASS, WARN -> false;
      case FAIL -> true;
      case UNKNOWN -> waived.isEmpty();
    };
  }

  CheckResult waived(Waived by) {
    return new CheckResult(id, result, summary, command, evidence, Optional.of(by));
  }
}
