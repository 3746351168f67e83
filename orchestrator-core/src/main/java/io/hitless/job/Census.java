package io.hitless.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How all open jobs of the cluster stand, counted in one look.
public interface Census {

  Count take(Instant now);

  /// @param groups of open jobs; a stage and platform without any is not listed
  /// @param nextRollBack the earliest time at which a device will roll back by itself, of those
  ///   that run an uncommitted upgrade which nobody is committing or taking back
  /// @param ssoOverdue open jobs whose device was not whole on its target by the deadline for that,
  ///   or could not be read until then
  record Count(List<Group> groups, Optional<Instant> nextRollBack, int ssoOverdue) {
    public Count {
      groups = List.copyOf(groups);
    }
  }

  /// @param platform word of the device's platform, absent while nobody has read it
  record Group(Stage stage, Optional<String> platform, int jobs) {}
}
