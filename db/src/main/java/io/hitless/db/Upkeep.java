package io.hitless.db;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.hitless.access.Idempotency;
import io.hitless.audit.LogChain;
import io.hitless.audit.LogWatch.Verdict;
import io.hitless.inventory.MasterKeys;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done now and then by one replica of all: looking for jobs that were lost, sealing the
/// log, sealing secrets anew while the master key is being replaced, and forgetting what is too old
/// to keep.
///
/// @param months makes the months of the log ahead and drops the old ones
/// @param witness told what the watchdog had to repair, if anything
record Upkeep(
    Watchdog watchdog,
    Idempotency idempotency,
    MasterKeys masterKeys,
    LogChain chain,
    ChainWatch chainWatch,
    Runnable months,
    TurnScheduler.Witness witness) {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int CREDENTIALS_AT_ONCE = 200;
  private static final Duration WATCH = Duration.ofSeconds(30);
  private static final Duration FORGET = Duration.ofMinutes(10);
  private static final Duration SEAL = Duration.ofSeconds(1);
  private static final Duration MONTHS = Duration.ofHours(1);
  private static final Duration VERIFY = Duration.ofHours(6);

  List<RecurringTask<?>> tasks() {
    return List.of(
        Tasks.recurring("watchdog", FixedDelay.of(WATCH)).execute((_, _) -> watch()),
        Tasks.recurring("housekeeping", FixedDelay.of(FORGET)).execute((_, _) -> forget()),
        Tasks.recurring("log-sealer", FixedDelay.of(SEAL)).execute((_, _) -> chain.seal()),
        Tasks.recurring("log-months", FixedDelay.of(MONTHS)).execute((_, _) -> months.run()),
        Tasks.recurring(JdbcLogWatch.TASK, FixedDelay.of(VERIFY), String.class)
            .executeStateful((watch, _) -> verify(watch.getData())));
  }

  /// @param before the word of the last verdict, none at the first time
  private String verify(@Nullable String before) {
    return chainWatch.look(before == null ? Verdict.UNKNOWN : Verdict.valueOf(before)).name();
  }

  /// Sealing anew goes along with an old task: a sibling of the release before knows no new one.
  private void watch() {
    int found = watchdog.look();
    if (found > 0) {
      witness.restored(found);
    }
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
