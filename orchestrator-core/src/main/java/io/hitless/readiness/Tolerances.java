package io.hitless.readiness;

import com.google.re2j.Pattern;
import java.util.List;

/// How much of what a device did for the network may be missing after an upgrade. More than before
/// is never wrong. Counts of what is listed are absolute; of what the device only counts, in
/// percent of before.
///
/// @param configurationLinesLost lines of the running configuration that may be gone
/// @param expectedConfiguration RE2 patterns of configuration lines that an upgrade may change;
///   each must match a whole line
public record Tolerances(
    int interfacesLost,
    int neighboursLost,
    int channelMembersLost,
    int routesLostPercent,
    int macsLostPercent,
    int rootsChanged,
    int configurationLinesLost,
    List<String> expectedConfiguration) {

  /// Nothing that is listed may be missing; routes and learned addresses come and go by themselves.
  public static final Tolerances STANDARD = new Tolerances(0, 0, 0, 5, 30, 0, 0, List.of());

  /// @throws IllegalArgumentException naming what is out of range or no pattern
  public Tolerances {
    for (int count :
        List.of(
            interfacesLost,
            neighboursLost,
            channelMembersLost,
            rootsChanged,
            configurationLinesLost)) {
      if (count < 0) {
        throw new IllegalArgumentException("a tolerance is negative: " + count);
      }
    }
    for (int percent : List.of(routesLostPercent, macsLostPercent)) {
      if (percent < 0 || percent > 100) {
        throw new IllegalArgumentException("a tolerance is no percentage: " + percent);
      }
    }
    expectedConfiguration = List.copyOf(expectedConfiguration);
    expectedConfiguration.forEach(Pattern::compile);
  }
}
