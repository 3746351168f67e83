package io.hitless.audit;

import java.util.Optional;

/// What a verification found.
///
/// @param rows compared with their links
/// @param retired links whose rows may be gone, and are
/// @param start where the chain begins: behind what retention dropped
/// @param reached the last link that is right
public record ChainReport(
    long rows, long retired, Mark start, Mark reached, Optional<ChainFault> firstBad) {
  public boolean intact() {
    return firstBad.isEmpty();
  }
}
