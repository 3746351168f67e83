package io.hitless.db;

import io.hitless.job.Evidence;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is kept of a job to prove its outcome by.
final class JdbcEvidence implements Evidence {
  private final JdbcClient sql;

  JdbcEvidence(JdbcClient sql) {
    this.sql = sql;
  }

  @Override
  public void keep(Job job, Kind kind, Instant at, String text) {
    int kept =
        sql.sql(
                """
                INSERT INTO job_evidence (job, kind, at, text)
                SELECT id, :kind, :at, :text FROM job WHERE id = :job AND epoch = :epoch
                ON CONFLICT (job, kind) DO UPDATE SET at = excluded.at, text = excluded.text
                """)
            .param("job", job.id().value())
            .param("epoch", job.epoch())
            .param("kind", kind.name())
            .param("at", Columns.time(at))
            .param("text", Columns.printable(text))
            .update();
    if (kept == 0) {
      throw new Jobs.Fenced(job.id(), job.epoch());
    }
  }

  @Override
  public Optional<Item> find(JobId job, Kind kind) {
    return sql.sql("SELECT * FROM job_evidence WHERE job = :job AND kind = :kind")
        .param("job", job.value())
        .param("kind", kind.name())
        .query(JdbcEvidence::item)
        .optional();
  }

  /// A sibling of a newer release may keep kinds that we don't know.
  @Override
  public List<Item> of(JobId job) {
    return sql
        .sql("SELECT * FROM job_evidence WHERE job = :job AND kind = ANY(:known)")
        .param("job", job.value())
        .param("known", Columns.words(EnumSet.allOf(Kind.class)))
        .query(JdbcEvidence::item)
        .list()
        .stream()
        .sorted(Comparator.comparing(Item::kind))
        .toList();
  }

  private static Item item(ResultSet row, int index) throws SQLException {
    return new Item(
        Kind.valueOf(row.getString("kind")), Columns.instant(row, "at"), row.getString("text"));
  }
}
