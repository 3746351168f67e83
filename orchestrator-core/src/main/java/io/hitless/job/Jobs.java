package io.hitless.job;

import io.hitless.event.Event;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Remembers jobs. Every method is one transaction; time that matters for leases is the database's.
public interface Jobs {

  /// Stores a new job, its events and its first turn.
  ///
  /// @throws DeviceBusy when the device has an open job
  void create(Job job, List<Event> events);

  Optional<Job> find(JobId id);

  Page<Job> list(JobFilter filter, PageRequest page);

  /// Takes the job for one turn: its lease gets a new epoch and belongs to `owner` for `lease`.
  /// Absent when the job is gone, or another holder's lease still runs.
  Optional<Claim> claim(JobId id, String owner, Duration lease);

  /// Makes the lease of `epoch` last for `lease` from now; false when it is lost.
  boolean renew(JobId id, long epoch, Duration lease);

  /// Ends the lease of `epoch`, if it is still that one.
  void release(JobId id, long epoch);

  /// Writes the row, its events and the time of its next turn ([Job#dueAt]; none removes it), if
  /// `job.epoch()` still holds the lease and the row still has `job.version()`.
  ///
  /// @param heard id of the newest request that the turn has taken up or tried to: one that is
  ///   newer makes the job due now, whatever the turn thought
  /// @throws Fenced when the lease or the version is not that any more: nothing was written
  Saved save(Job job, List<Event> events, long heard);

  /// Writes the row of a turn that has heard no request yet.
  default Saved save(Job job, List<Event> events) {
    return save(job, events, 0);
  }

  /// Commits the intent to send `command`, fenced like [#save].
  ///
  /// @throws Fenced when the lease is lost: nothing was written, nothing may be sent
  Intent intend(Job job, Intent.Kind kind, String command, List<Event> events);

  /// Whether the lease of `epoch` is held and lasts for at least `needed` more, by the database's
  /// clock.
  boolean holds(JobId id, long epoch, Duration needed);

  /// Writes what reading the device showed of an intent, fenced by the job's epoch.
  void settle(Job job, long intent, String as, List<Event> events);

  /// The newest intent of the job that nothing has settled, if any.
  Optional<Intent> unsettled(JobId id);

  List<Intent> intents(JobId id);

  /// Leaves a request for the job's next turn and wakes it, with the event that says so.
  void request(ActionRequest request, List<Event> events);

  /// Requests not yet taken up, oldest first.
  List<ActionRequest> requests(JobId id);

  /// Marks a request as taken up, fenced by the job's epoch.
  void answered(Job job, long request);

  /// A claimed job.
  ///
  /// @param job with the new epoch
  /// @param takenOver whether an earlier holder never gave its lease back: somebody crashed or was
  ///   paused
  /// @param restarted whether the database was started since the job was last claimed: a restart, a
  ///   failover to a copy, or a backup that was restored and may be older than what happened
  /// @param asked whether requests wait to be taken up
  /// @param at when it was claimed, by the clock that intents are dated with
  record Claim(Job job, boolean takenOver, boolean restarted, boolean asked, Instant at) {}

  /// A written job.
  ///
  /// @param job with its next version
  /// @param asked whether requests wait that the turn has not heard, so that nobody has to ask for
  ///   them
  record Saved(Job job, boolean asked) {}

  /// The lease was lost to another replica.
  final class Fenced extends RuntimeException {
    public Fenced(JobId id, long epoch) {
      super("job " + id + " is no longer held with epoch " + epoch);
    }
  }

  /// The device has an open job.
  final class DeviceBusy extends RuntimeException {
    private final transient JobId open;

    public DeviceBusy(JobId open) {
      super("job " + open + " is open for the device");
      this.open = open;
    }

    public JobId open() {
      return open;
    }
  }
}
