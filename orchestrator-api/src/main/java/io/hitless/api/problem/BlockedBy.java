package io.hitless.api.problem;

import java.util.List;
import java.util.Optional;

/// A rule that says no.
///
/// @param rule its published word
/// @param evidence what it saw
/// @param waivableBy role that may overrule it, absent when nobody may
public record BlockedBy(String rule, List<String> evidence, Optional<String> waivableBy) {
  public BlockedBy {
    evidence = List.copyOf(evidence);
  }
}
