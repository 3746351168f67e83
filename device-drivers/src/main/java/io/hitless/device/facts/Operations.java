package io.hitless.device.facts;

import java.util.List;

/// What a device does for the network at one moment, seen from several sides, to be compared with
/// another moment.
///
/// @param seen what could be read, in the order of [Aspect]
/// @param unread sides that this device does not show, each as a sentence
public record Operations(List<Seen> seen, List<String> unread) {
  public Operations {
    seen = List.copyOf(seen);
    unread = List.copyOf(unread);
  }

  /// One side.
  ///
  /// @param items the things themselves, sorted, each once; none where the device only counts
  /// @param count how many there are
  public record Seen(Aspect aspect, String command, List<String> items, long count) {
    public Seen {
      items = List.copyOf(items);
    }
  }

  /// Sides that are looked at.
  public enum Aspect {
    /// Names of interfaces whose line protocol is up.
    INTERFACES_UP,
    /// Who is heard on which port (`Ten 1/0/1 access-1`).
    NEIGHBOURS,
    /// Bundled ports by channel (`Po1 Te1/0/1`).
    PORT_CHANNEL_MEMBERS,
    /// Routes of the default table, counted.
    ROUTES,
    /// Dynamically learned addresses, counted.
    MAC_ADDRESSES,
    /// The root of each tree (`VLAN0001 32769 0011.2233.4455`).
    SPANNING_TREE_ROOTS
  }
}
