package io.hitless.readiness;

import java.util.List;

/// What one check found.
///
/// @param id published word of the check (`sso-mode`)
/// @param summary one sentence for people
/// @param command what was asked, several joined by `; `
/// @param evidence the device's own lines
public record CheckResult(
    String id, Result result, String summary, String command, List<String> evidence) {
  public CheckResult {
    evidence = List.copyOf(evidence);
  }

  /// `UNKNOWN` never counts as a pass.
  public enum Result {
    PASS,
    WARN,
    FAIL,
    UNKNOWN
  }
}
