package io.hitless.event;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The one log of what happened, append-only.
public interface Events {

  /// For what happens outside a job's own writes.
  void append(Event event);

  /// At most `limit` events after `id`, in order. Never skips one that is committed later with a
  /// smaller id.
  List<RecordedEvent> after(long id, Optional<UUID> job, int limit);

  /// Id of the newest event that [#after] would show, 0 when there is none.
  long newest();

  /// Calls `wake` soon after something was appended by any replica, until the subscription is
  /// closed.
  Subscription subscribe(Runnable wake);

  /// Ends a subscription.
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
