package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.inventory.Devices;
import io.hitless.testing.Some;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Several calls in one transaction: all or nothing, and nobody is told before it is true.
class JdbcTransactionsTest {
  private HikariDataSource database;
  private Repositories repositories;
  private JdbcTransactions transactions;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    repositories =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
    transactions = new JdbcTransactions(new JdbcTransactionManager(database));
  }

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  @Test
  void calls_in_one_transaction_are_undone_together() {
    Devices devices = repositories.devices();
    assertThatIllegalStateException()
        .isThrownBy(() ->
            repositories
                .transactions()
                .inOne(() -> {
                  devices.add(Some.device("one"));
                  devices.add(Some.device("two"));
                  throw new IllegalStateException("third thoughts");
                }));
    assertThat(devices.findByName("one")).isEmpty();
    assertThat(devices.findByName("two")).isEmpty();
  }

  @Test
  void calls_in_one_transaction_are_seen_together() {
    Devices devices = repositories.devices();
    repositories
        .transactions()
        .inOne(() -> {
          devices.add(Some.device("one"));
          // Another connection doesn't see it yet, this transaction does.
          assertThat(devices.findByName("one")).isPresent();
          return Optional.empty();
        });
    assertThat(devices.findByName("one")).isPresent();
  }

  @Test
  void what_is_to_follow_a_commit_follows_no_rollback() {
    var told = new AtomicInteger();
    transactions.run(() -> {
      transactions.afterCommit(told::incrementAndGet);
      assertThat(told).hasValue(0);
    });
    assertThat(told).hasValue(1);
    assertThatIllegalStateException()
        .isThrownBy(() ->
            transactions.run(() -> {
              transactions.afterCommit(told::incrementAndGet);
              throw new IllegalStateException("undo");
            }));
    assertThat(told).hasValue(1);
    transactions.afterCommit(told::incrementAndGet);
    assertThat(told).hasValue(2);
  }
}
