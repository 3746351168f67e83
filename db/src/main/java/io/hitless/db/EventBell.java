package io.hitless.db;

import io.hitless.event.Events.Subscription;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells every replica that the log has grown, by `NOTIFY`.
///
/// It rings after the commit, once for whatever was committed in the last few milliseconds, and on
/// a connection of its own: a `NOTIFY` inside the writing transactions would make them commit one
/// by one (it takes a lock of the whole database at commit). What a crash between commit and
/// ringing leaves unsaid, the sweep finds.
final class EventBell implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventBell.class);
  private static final String CHANNEL = "hitless_event";
  private static final Duration GATHER = Duration.ofMillis(5);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final DataSource database;
  private final List<Runnable> subscribers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean rung = new AtomicBoolean();
  private final AtomicBoolean listening = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<Optional<PGConnection>> line =
      new AtomicReference<>(Optional.empty());
  private final ScheduledThreadPoolExecutor ringer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("event-bell-", 0).factory());

  /// In a row; only the listener counts them.
  private int failures;

  EventBell(DataSource database) {
    this.database = database;
    ringer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void ring() {
    if (rung.compareAndSet(false, true)) {
      try {
        var _ = ringer.schedule(this::announce, GATHER.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException _) {
        LOG.debug("closing: nobody is told of the last events");
      }
    }
  }

  Subscription subscribe(Runnable wake) {
    // A wrapper of its own, so that the same runnable may subscribe twice.
    Runnable subscriber = () -> wake.run();
    subscribers.add(subscriber);
    if (listening.compareAndSet(false, true)) {
      Thread.ofVirtual().name("event-listener").start(this::listen);
    }
    return () -> subscribers.remove(subscriber);
  }

  @Override
  public void close() {
    closed.countDown();
    // The last ringing also tells our own listener, which waits for news.
    ringer.execute(this::announce);
    ringer.shutdown();
    if (!heardTheEnd()) {
      line.get().ifPresent(EventBell::cut);
    }
  }

  private boolean heardTheEnd() {
    try {
      return ringer.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
          && (!listening.get() || ended.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Leaves a line that doesn't work at once, whoever waits on it.
  private static void cut(PGConnection line) {
    try {
      ((Connection) line).abort(Runnable::run);
    } catch (SQLException cutAlready) {
      LOG.debug("the line was cut already: {}", cutAlready.getMessage());
    }
  }

  private void announce() {
    rung.set(false);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      // Worth no wait for the disk: what a crash forgets here, the sweep finds.
      statement.execute(
          "SELECT set_config('synchronous_commit', 'off', true), pg_notify('" + CHANNEL + "', '')");
    } catch (SQLException unreachable) {
      LOG.debug("subscribers wait for the sweep: {}", unreachable.getMessage());
    }
  }

  private void listen() {
    while (open()) {
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        PGConnection news = connection.unwrap(PGConnection.class);
        line.set(Optional.of(news));
        try {
          listen(statement, news);
        } catch (SQLException lost) {
          cut(news);
          throw lost;
        }
      } catch (SQLException lost) {
        pause(lost);
      }
    }
    ended.countDown();
  }

  private void listen(Statement statement, PGConnection news) throws SQLException {
    statement.execute("LISTEN " + CHANNEL);
    failures = 0;
    // Whatever was said while nobody listened.
    wakeAll();
    while (open()) {
      boolean told = news.getNotifications((int) SWEEP.toMillis()).length > 0;
      if (!told && !((Connection) news).isValid((int) SWEEP.toSeconds())) {
        throw new SQLException("the database doesn't answer");
      }
      wakeAll();
    }
    statement.execute("UNLISTEN *");
  }

  private boolean open() {
    return closed.getCount() > 0;
  }

  private void wakeAll() {
    for (Runnable subscriber : subscribers) {
      try {
        subscriber.run();
      } catch (RuntimeException broken) {
        LOG.error("a subscriber of events failed", broken);
      }
    }
  }

  /// Waits longer after each failure in a row, but no longer than until closed.
  private void pause(SQLException lost) {
    if (!open()) {
      return;
    }
    failures++;
    LOG.warn("the line to the database's events was lost: {}", lost.getMessage());
    long millis = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(failures, 7));
    try {
      if (closed.await(millis, TimeUnit.MILLISECONDS)) {
        LOG.debug("closed while waiting for the database");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }
}
