package io.hitless.db;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.hitless.access.Idempotency;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done now and then by one replica of all: looking for jobs that were lost, and forgetting
/// what is too old to keep.
record Upkeep(Watchdog watchdog, Idempotency idempotency) {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration WATCH = Duration.ofSeconds(30);
  private static final Duration FORGET = Duration.ofMinutes(10);

  List<RecurringTask<Void>> tasks() {
    return List.of(
        Tasks.recurring("watchdog", FixedDelay.of(WATCH)).execute((_, _) -> watchdog.look()),
        Tasks.recurring("housekeeping", FixedDelay.of(FORGET)).execute((_, _) -> forget()));
  }

  private void forget() {
    int forgotten = idempotency.forgetExpired();
    if (forgotten > 0) {
      LOG.info("forgot {} answers kept for repeated requests", forgotten);
    }
  }
}
