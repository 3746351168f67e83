package io.hitless.job;

/// Which upgrades are under way. All replicas ask the same place; a slot is held from the answer on
/// until the job has ended, also through a crash, and while an operator has to look at a device
/// that was activated. Within a site first come, first served.
///
/// Before anything was activated a slot or a place is lost by whoever asks no more: a job that was
/// taken over, or waits for an operator or an approval.
public interface UpgradeSlots {

  /// Asks for a slot, or for whether it is held already; asking again keeps the place in the row.
  Answer ask(Job job, UpgradeCaps caps);

  /// Gives slot or place back, unless an activation was meant: then the slot stays held.
  void free(Job job);

  /// Yes, or why not yet.
  sealed interface Answer {

    record Granted() implements Answer {}

    /// @param ahead upgrades under way, and jobs that asked earlier; beyond a hundred not all of
    ///   them may be counted
    /// @param atSite whether it is the site's share that is used up
    record Full(int ahead, boolean atSite) implements Answer {}
  }
}
