package io.hitless.device.facts;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The pair of processors that make one device, seen from the active one (`show redundancy`).
///
/// @param duplex whether a second processor is there (`Hardware Mode`)
/// @param configuredMode word of the configuration, lower case (`sso`)
/// @param operatingMode word of the operation, lower case (`sso`, `non-redundant`)
/// @param communicationsUp whether the two talk
/// @param switchovers counted since the system came up
/// @param lastSwitchover reason, when one is printed
/// @param active the answering processor
/// @param peer the other one, absent when the device prints none
public record Redundancy(
    boolean duplex,
    String configuredMode,
    String operatingMode,
    boolean communicationsUp,
    int switchovers,
    Optional<String> lastSwitchover,
    Processor active,
    Optional<Processor> peer) {

  /// One processor.
  ///
  /// @param location as printed (`slot 1`, `Switch 2`)
  /// @param state as printed, upper case (`ACTIVE`, `STANDBY HOT`, `DISABLED`)
  /// @param version of the image it runs, when printed
  /// @param uptime in the current state, when printed
  public record Processor(
      String location,
      String state,
      Optional<SoftwareVersion> version,
      Optional<Duration> uptime,
      Optional<String> boot) {

    public boolean standbyHot() {
      return state.toUpperCase(Locale.ROOT).startsWith("STANDBY HOT");
    }
  }

  /// Both processors are there, talk, and the standby can take over without loss of state.
  public boolean hot() {
    return duplex
        && communicationsUp
        && operatingMode.equals("sso")
        && peer.map(Processor::standbyHot).orElse(false);
  }
}
