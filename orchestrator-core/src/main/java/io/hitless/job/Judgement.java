package io.hitless.job;

import java.util.Optional;

/// What one look and the last intent amount to.
///
/// @param last the intent that was judged
public record Judgement(Verdict verdict, Situation seen, Optional<Intent> last, Look look) {

  public boolean lastIs(Intent.Kind kind) {
    return last.map(intent -> intent.kind() == kind).orElse(false);
  }

  public String sentence() {
    return "after "
        + last.map(intent -> "'" + intent.command() + "'").orElse("nothing of ours")
        + " the device is "
        + seen
        + ": "
        + verdict;
  }
}
