package io.hitless.api.readiness;

import io.hitless.api.body.AtMost;
import io.hitless.api.body.Between;
import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.problem.Violation;
import io.hitless.device.facts.Platform;
import io.hitless.readiness.Targets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which devices are asked about.
///
/// @param image what they would be upgraded to; without one the checks that need it are left out
/// @param atOnce how many devices are looked at at the same time; the house's limit at most
record FleetReadinessForm(
    FleetTargetsForm targets,
    Optional<@Is(Grammar.ID) String> image,
    Optional<@Between(min = 1, max = 1000) Integer> atOnce)
    implements Form {

  /// Devices by id or name, and those that fit every filter that is given.
  record FleetTargetsForm(
      @AtMost(5000) Set<@Is(Grammar.ID_OR_NAME) String> devices,
      @AtMost(500) Set<@Is(Grammar.LABEL) String> sites,
      @AtMost(500) Set<@Is(Grammar.LABEL) String> roles,
      @AtMost(500) Set<@Is(Grammar.LABEL) String> tags,
      @AtMost(20) Set<Platform> platforms,
      Optional<Boolean> all) {}

  Targets meant() {
    return new Targets(
        targets.devices(),
        targets.sites(),
        targets.roles(),
        targets.tags(),
        targets.platforms(),
        targets.all().orElse(false));
  }

  /// The whole fleet is only meant when somebody says so.
  @Override
  public List<Violation> contradictions() {
    Targets meant = meant();
    if (meant.nobody()) {
      return List.of(
          new Violation(
              "/targets", "required", "must name devices or filters, or say \"all\": true"));
    }
    boolean both = meant.all() && (meant.filtered() || !meant.devices().isEmpty());
    return both
        ? List.of(
            new Violation("/targets/all", "contradiction", "all devices, or some, but not both"))
        : List.of();
  }
}
