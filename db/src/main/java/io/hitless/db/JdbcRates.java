package io.hitless.db;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.hitless.access.Rates;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Token buckets in PostgreSQL. Far from a limit a replica counts by itself and settles with the
/// others after a twentieth of the burst or a second, whichever comes first; so all of them
/// together may grant a twentieth each too much, and a request costs no round trip. Whoever was
/// refused is refused from memory until its wait is over.
///
/// Where the database does not answer, everything is granted: a limit must not be what stops an
/// abort.
final class JdbcRates implements Rates {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcRates.class);

  /// Strangers choose their addresses: what is remembered of them is bounded.
  private static final int MOST = 10_000;

  private static final Duration SETTLE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration CLEANING = Duration.ofMinutes(10);
  private static final int AT_ONCE = 1_000;

  private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
  private final Map<String, Counted> counted = new ConcurrentHashMap<>();
  private final AtomicLong cleaned = new AtomicLong(System.nanoTime());

  JdbcRates(DataSource database) {
    buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("rate_bucket")
            .idColumn("id")
            .stateColumn("state")
            .expiresAtColumn("expires_at")
            .requestTimeout(PATIENCE)
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                    Duration.ofHours(1)))
            .build();
  }

  private static final class Counted {
    final BucketProxy bucket;
    volatile long refusedUntil = System.nanoTime();

    Counted(BucketProxy bucket) {
      this.bucket = bucket;
    }

    Optional<Duration> refusal() {
      long left = refusedUntil - System.nanoTime();
      return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    }
  }

  @Override
  public Optional<Duration> take(String who, Rate rate) {
    Counted one = counted(who, rate);
    Optional<Duration> still = one.refusal();
    if (still.isPresent()) {
      return still;
    }
    try {
      clean();
      ConsumptionProbe probe = one.bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        one.refusedUntil = System.nanoTime() + probe.getNanosToWaitForRefill();
      }
      return one.refusal();
    } catch (RuntimeException unanswered) {
      LOG.warn("not counted, since the database did not answer: {}", unanswered.toString());
      return Optional.empty();
    }
  }

  @Override
  public Optional<Duration> refused(String who, Rate rate) {
    return Optional.ofNullable(counted.get(key(who, rate))).flatMap(Counted::refusal);
  }

  private Counted counted(String who, Rate rate) {
    if (counted.size() >= MOST) {
      counted.clear();
    }
    return counted.computeIfAbsent(key(who, rate), key -> new Counted(bucket(key, rate)));
  }

  private static String key(String who, Rate rate) {
    return rate.name() + ":" + rate.burst() + "/" + rate.refill().toSeconds() + ":" + who;
  }

  private BucketProxy bucket(String key, Rate rate) {
    BucketConfiguration limits =
        BucketConfiguration.builder()
            .addLimit(it -> it.capacity(rate.burst()).refillGreedy(rate.burst(), rate.refill()))
            .build();
    return buckets
        .builder()
        .withOptimization(
            Optimizations.delaying(new DelayParameters(Math.max(1, rate.burst() / 20), SETTLE)))
        .build(key, () -> limits);
  }

  private void clean() {
    long last = cleaned.get();
    long now = System.nanoTime();
    if (now - last > CLEANING.toNanos() && cleaned.compareAndSet(last, now)) {
      buckets.removeExpired(AT_ONCE);
    }
  }
}
