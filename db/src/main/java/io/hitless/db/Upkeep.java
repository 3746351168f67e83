package io.hitless.db;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.hitless.access.Idempotency;
import io.hitless.inventory.MasterKeys;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done now and then by one replica of all: looking for jobs that were lost, sealing
/// secrets anew while the master key is being replaced, and forgetting what is too old to keep.
record Upkeep(Watchdog watchdog, Idempotency idempotency, MasterKeys masterKeys) {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int CREDENTIALS_AT_ONCE = 200;
  private static final Duration WATCH = Duration.ofSeconds(30);
  private static final Duration FORGET = Duration.ofMinutes(10);

  List<RecurringTask<Void>> tasks() {
    return List.of(
        Tasks.recurring("watchdog", FixedDelay.of(WATCH)).execute((_, _) -> watch()),
        Tasks.recurring("housekeeping", FixedDelay.of(FORGET)).execute((_, _) -> forget()));
  }

  /// Sealing anew goes along with an old task: a sibling of the release before knows no new one.
  private void watch() {
    watchdog.look();
    try {
      while (masterKeys.sealAnew(CREDENTIALS_AT_ONCE) > 0) {
        // as long as something is left
      }
    } catch (RuntimeException later) {
      LOG.warn("stored secrets were not all sealed anew; tried again in {}", WATCH, later);
    }
  }

  private void forget() {
    int forgotten = idempotency.forgetExpired();
    if (forgotten > 0) {
      LOG.info("forgot {} answers kept for repeated requests", forgotten);
    }
  }
}
