package io.hitless.job;

import java.util.Optional;

/// Which jobs may copy an image at a site just now. All replicas ask the same place, and a slot is
/// held by the job and the stage it is in: whoever crashes keeps it, whoever leaves the stage has
/// lost it. First come, first served; every method is one transaction.
public interface CopySlots {

  /// Asks for a slot, or for whether one is still held; asking again keeps the place in the row.
  ///
  /// @param metered whether the copy can be held to a rate, so that bandwidth need not be free yet
  Answer ask(Job job, CopyCaps.Cap cap, boolean metered);

  /// Tells how fast the copy goes.
  ///
  /// @param bytesPerSecond as measured last
  /// @return how fast a metered copy may go from now on; absent when nothing limits it
  Optional<Long> moving(Job job, CopyCaps.Cap cap, long bytesPerSecond);

  /// Gives the slot back.
  void free(Job job);

  /// Yes, or why not yet.
  sealed interface Answer {

    record Granted() implements Answer {}

    /// @param ahead copies that go on at the site, and jobs that asked earlier
    /// @param bandwidth whether it is the bandwidth that is used up, rather than the number
    record Wait(int ahead, boolean bandwidth) implements Answer {}
  }

  /// How fast each of `pushes` copies may go beside pulls, which cannot be held back: an even share
  /// of what is left, but never less than a tenth of an even share of everything.
  static long share(long cap, long pulled, int pushes) {
    int sharing = Math.max(1, pushes);
    return Math.max(1, Math.max(cap / (10L * sharing), (cap - pulled) / sharing));
  }
}
