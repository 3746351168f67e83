package io.hitless.device.facts;

import java.util.List;

/// What holds two switches of a StackWise Virtual pair together.
///
/// @param members of the pair and their states
/// @param ports of the links between them
/// @param inRecovery whether this side gave up its ports after both sides were active
/// @param detectors links that would notice two active sides
public record RedundancyLink(
    List<Member> members, List<Port> ports, boolean inRecovery, List<Detector> detectors) {
  public RedundancyLink {
    members = List.copyOf(members);
    ports = List.copyOf(ports);
    detectors = List.copyOf(detectors);
  }

  /// One switch.
  ///
  /// @param role as printed (`Active`, `Standby`, `Member`)
  /// @param state as printed (`Ready`, `V-Mismatch`, `Provisioned`)
  public record Member(String name, String role, String state) {}

  /// One port of the link.
  ///
  /// @param bundled whether the protocol over it works, as the device's own legend of letters has
  ///   it
  public record Port(String unit, String name, boolean up, boolean bundled) {}

  /// One dual-active-detection port.
  public record Detector(String unit, String port, boolean up) {}
}
