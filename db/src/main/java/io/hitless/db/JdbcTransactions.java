package io.hitless.db;

import io.hitless.access.Transactions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Transactions bound to the calling thread; an inner one is the outer one.
final class JdbcTransactions implements Transactions {
  private final TransactionTemplate template;
  private final TransactionTemplate apart;

  JdbcTransactions(PlatformTransactionManager transactions) {
    this.template = new TransactionTemplate(transactions);
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public <T extends @Nullable Object> T inOne(Supplier<T> work) {
    return template.execute(_ -> work.get());
  }

  void run(Runnable work) {
    template.executeWithoutResult(_ -> work.run());
  }

  /// In a transaction of its own, whatever becomes of the one that is open.
  void apart(Runnable work) {
    apart.executeWithoutResult(_ -> work.run());
  }

  /// Whether a statement of its own may be committed without waiting for the disk: a statement
  /// within a larger transaction decides nothing about that one's commit. Only for what may be lost
  /// and is not shown to others as an event: ids of events that a crash takes back would be given
  /// twice.
  boolean alone() {
    return !TransactionSynchronizationManager.isActualTransactionActive();
  }

  /// Runs `then` once what was written so far is committed: at once when no transaction is open.
  void afterCommit(Runnable then) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      then.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            then.run();
          }
        });
  }
}
