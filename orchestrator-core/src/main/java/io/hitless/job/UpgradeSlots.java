package io.hitless.job;

/// Which upgrades are under way. All replicas ask the same place; a slot is held from the answer on
/// until the job has ended, also through a crash, and while an operator has to look at a device
/// that was activated. Within a site first come, first served.
public interface UpgradeSlots {

  /// Asks for a slot, or for whether it is held already; asking again keeps the place in the row.
  Answer ask(Job job, UpgradeCaps caps);

  /// Yes, or why not yet.
  sealed interface Answer {

    record Granted() implements Answer {}

    /// @param ahead upgrades under way, and at a site those that asked earlier
    /// @param atSite whether it is the site's share that is used up
    record Full(int ahead, boolean atSite) implements Answer {}
  }
}
