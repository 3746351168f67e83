package io.hitless.db;

import io.hitless.audit.AuditEntry;
import io.hitless.audit.LogChain;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes the months of the log and of the transcripts ahead, and drops those that are too old. What
/// can't be locked within two seconds is tried again at the next upkeep.
final class LogMonths {
  private static final Logger LOG = LoggerFactory.getLogger(LogMonths.class);
  private static final int AHEAD = 2;
  private static final List<String> TABLES =
      List.of("event", "audit_entry", "log_link", "transcript");

  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final JdbcAudit audit;
  private final LogChain chain;
  private final InstantSource clock;

  LogMonths(
      JdbcClient sql,
      JdbcTransactions transactions,
      JdbcAudit audit,
      LogChain chain,
      InstantSource clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.audit = audit;
    this.chain = chain;
    this.clock = clock;
  }

  void tend(Retention retention) {
    for (String table : TABLES) {
      for (LocalDate month : months("SELECT missing_months(:table, :number)", table, AHEAD)) {
        quietly(() -> make(table, month));
      }
    }
    retention.transcripts().ifPresent(kept -> drop("transcript", "drop_transcripts", kept));
    if (retention.log().isPresent()) {
      chain.seal();
      for (String table : List.of("event", "audit_entry", "log_link")) {
        drop(table, "drop_log", retention.log().get());
      }
    }
  }

  private void make(String table, LocalDate month) {
    boolean made =
        sql.sql("SELECT make_month(:table, :month)")
            .param("table", table)
            .param("month", month)
            .query(Boolean.class)
            .single();
    if (made) {
      LOG.info("the month {} of {} is kept in a table of its own", month, table);
    }
  }

  private void drop(String table, String function, Duration kept) {
    var horizon = Columns.time(clock.instant().minus(kept));
    for (LocalDate month :
        sql.sql("SELECT old_months(:table, :horizon)")
            .param("table", table)
            .param("horizon", horizon)
            .query((row, _) -> row.getObject(1, LocalDate.class))
            .list()) {
      quietly(() ->
          transactions.run(() -> {
            boolean dropped =
                sql.sql("SELECT " + function + "(:month, :horizon)")
                    .param("month", month)
                    .param("horizon", horizon)
                    .query(Boolean.class)
                    .single();
            if (dropped) {
              audit.append(dropped(table, month, kept));
              LOG.info("dropped the month {} of {}: it is kept for {}", month, table, kept);
            }
          }));
    }
  }

  private static AuditEntry dropped(String table, LocalDate month, Duration kept) {
    return new AuditEntry(
        AuditEntry.SERVICE,
        table.equals("transcript") ? "transcript.retire" : "log.retire",
        AuditEntry.Outcome.DONE,
        Optional.empty(),
        Optional.empty(),
        Map.of("month", month.toString(), "kept", kept.toString()));
  }

  private List<LocalDate> months(String query, String table, int number) {
    return sql.sql(query)
        .param("table", table)
        .param("number", number)
        .query((row, _) -> row.getObject(1, LocalDate.class))
        .list();
  }

  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (DataAccessException busy) {
      LOG.info("a month of the log waits for the next upkeep: {}", busy.getMessage());
    }
  }
}
