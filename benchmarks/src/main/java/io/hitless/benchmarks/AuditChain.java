package io.hitless.benchmarks;

import io.hitless.audit.ChainVerifier;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How fast the log is sealed and verified, beside the least that could do it: reading the same
/// rows and hashing their bytes, without parsing, links or comparison.
final class AuditChain implements Benchmark {
  private final int rows;

  AuditChain(Size size) {
    this.rows = size.waitingJobs() * 100;
  }

  @Override
  public Section measure() throws Exception {
    try (Database database = new Database(Clock.systemUTC())) {
      fill(database);
      Lap sealed =
          Lap.of(
              rows,
              () -> {
                long links = database.ports().chain().seal();
                if (links != rows) {
                  throw new IllegalStateException(links + " rows were sealed");
                }
              });
      JdbcClient.create(database.pool()).sql("ANALYZE").update();
      Duel duel =
          Duel.fight(1, rows, () -> () -> verify(database), () -> () -> readAndHash(database));
      return new Section(
          rows + " rows of the log",
          "half events, half audit entries; verified: every row and link, by one thread; bare: the"
              + " same rows read with one cursor and their text hashed",
          List.of(
              Figure.of("sealed", sealed.perSecond(), "rows/s").atLeast(10_000),
              Figure.of("verified", Duel.median(duel.ours(), Lap::perSecond), "rows/s")
                  .atLeast(20_000),
              Figure.of("bare", Duel.median(duel.bare(), Lap::perSecond), "rows/s"),
              Figure.of("verified, of bare", duel.percent(), "%"),
              Figure.of(
                  "CPU of sealing (this side of the database)",
                  1000 * sealed.cpuMillisEach(),
                  "µs a row"),
              Figure.of(
                  "CPU of verifying (this side of the database)",
                  1000 * Duel.median(duel.ours(), Lap::cpuMillisEach),
                  "µs a row")));
    }
  }

  private void fill(Database database) {
    JdbcClient sql = JdbcClient.create(database.pool());
    sql.sql(
            """
            INSERT INTO event (type, job, device, data)
            SELECT 'job.state-changed', gen_random_uuid(), gen_random_uuid(),
              jsonb_build_object('from', 'ACTIVATING', 'to', 'WAITING_FOR_SSO', 'by', 'hitless',
                'why', 'the switch said so for the ' || n || '. time')
            FROM generate_series(1, :half) AS n
            """)
        .param("half", rows / 2)
        .update();
    sql.sql(
            """
            INSERT INTO audit_entry (actor, action, outcome, job, data)
            SELECT 'noc', 'job.commit', 'DONE', gen_random_uuid(),
              jsonb_build_object('client', '192.0.2.7', 'reason', 'ticket ' || n, 'status', 202,
                'before', jsonb_build_object('state', 'SOAKING', 'device', 'core-' || n))
            FROM generate_series(1, :half) AS n
            """)
        .param("half", rows / 2)
        .update();
  }

  private void verify(Database database) {
    var verifier = new ChainVerifier(Optional.empty());
    database.ports().chain().read(verifier);
    var report = verifier.report();
    if (!report.intact() || report.rows() != rows) {
      throw new IllegalStateException(report.toString());
    }
  }

  private void readAndHash(Database database) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Connection connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement all =
          connection.prepareStatement("SELECT r::text FROM log_row r ORDER BY id")) {
        all.setFetchSize(5_000);
        int read = 0;
        try (ResultSet row = all.executeQuery()) {
          while (row.next()) {
            digest.digest(row.getBytes(1));
            read++;
          }
        }
        if (read != rows) {
          throw new IllegalStateException(read + " rows were read");
        }
      }
      connection.rollback();
    }
  }
}
