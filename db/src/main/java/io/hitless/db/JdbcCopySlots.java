package io.hitless.db;

import io.hitless.job.CopyCaps;
import io.hitless.job.CopySlots;
import io.hitless.job.Job;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Slots for copies as rows. Whoever asks holds an advisory lock on the site until it has its
/// answer, so that two replicas never both find the last slot free.
final class JdbcCopySlots implements CopySlots {
  private final JdbcClient sql;
  private final JdbcTransactions transactions;

  JdbcCopySlots(JdbcClient sql, JdbcTransactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public Answer ask(Job job, CopyCaps.Cap cap, boolean metered) {
    return transactions.inOne(() -> {
      lock(job);
      forgetTheGone(job);
      Row mine = row(job, metered);
      if (mine.granted()) {
        return new Answer.Granted();
      }
      Others others = others(job, mine.place());
      if (others.ahead() >= cap.copies()) {
        return new Answer.Wait(others.ahead(), false);
      }
      // A pull whose speed isn't known yet is taken to use everything.
      boolean usedUp =
          cap.bytesPerSecond()
              .filter(most -> others.pulling() && others.pulled(most) >= most)
              .isPresent();
      if (usedUp && !metered) {
        return new Answer.Wait(others.ahead(), true);
      }
      grant(job);
      return new Answer.Granted();
    });
  }

  @Override
  public Optional<Long> moving(Job job, CopyCaps.Cap cap, long bytesPerSecond) {
    sql.sql("UPDATE copy_slot SET bytes_per_second = :rate WHERE job = :job AND granted")
        .param("rate", bytesPerSecond)
        .param("job", job.id().value())
        .update();
    return cap.bytesPerSecond()
        .map(most -> {
          Sharing sharing = sharing(job);
          return CopySlots.share(most, sharing.pulled(), sharing.pushes());
        });
  }

  @Override
  public void free(Job job) {
    sql.sql("DELETE FROM copy_slot WHERE job = :job").param("job", job.id().value()).update();
  }

  private static String site(Job job) {
    return job.order().site().orElse("");
  }

  private void lock(Job job) {
    sql.sql("SELECT pg_advisory_xact_lock(hashtextextended('copies at ' || :site, 18516))")
        .param("site", site(job))
        .query()
        .listOfRows();
  }

  private void forgetTheGone(Job job) {
    sql.sql(
            """
            DELETE FROM copy_slot s WHERE s.site = :site AND NOT EXISTS (
              SELECT FROM job j WHERE j.id = s.job AND j.stage = 'STAGING'
                AND j.entered_at = s.entered_at AND NOT j.handed_over)
            """)
        .param("site", site(job))
        .update();
  }

  private record Row(long place, boolean granted) {}

  private Row row(Job job, boolean metered) {
    return sql.sql(
            """
            INSERT INTO copy_slot (job, site, entered_at, metered, granted, bytes_per_second)
            SELECT id, :site, entered_at, :metered, false, 0 FROM job WHERE id = :job
            ON CONFLICT (job) DO UPDATE SET metered = excluded.metered
            RETURNING place, granted
            """)
        .param("job", job.id().value())
        .param("site", site(job))
        .param("metered", metered)
        .query((ResultSet row, int _) -> new Row(row.getLong("place"), row.getBoolean("granted")))
        .single();
  }

  private void grant(Job job) {
    sql.sql("UPDATE copy_slot SET granted = true WHERE job = :job")
        .param("job", job.id().value())
        .update();
  }

  /// @param ahead copies that go on, and jobs that asked earlier
  /// @param pulls copies that go on and can't be held back; `unknown` of them have no speed yet
  private record Others(int ahead, int pulls, int unknown, long measured) {
    boolean pulling() {
      return pulls > 0;
    }

    long pulled(long most) {
      return unknown > 0 ? most : measured;
    }
  }

  private Others others(Job job, long place) {
    return sql.sql(
            """
            SELECT count(*) FILTER (WHERE granted OR place < :place) AS ahead,
              count(*) FILTER (WHERE granted AND NOT metered) AS pulls,
              count(*) FILTER (WHERE granted AND NOT metered AND bytes_per_second = 0) AS unknown,
              coalesce(sum(bytes_per_second) FILTER (WHERE granted AND NOT metered), 0) AS measured
            FROM copy_slot WHERE site = :site AND job <> :job
            """)
        .param("place", place)
        .param("site", site(job))
        .param("job", job.id().value())
        .query((ResultSet row, int _) ->
            new Others(
                row.getInt("ahead"),
                row.getInt("pulls"),
                row.getInt("unknown"),
                row.getLong("measured")))
        .single();
  }

  private record Sharing(long pulled, int pushes) {}

  private Sharing sharing(Job job) {
    return sql.sql(
            """
            SELECT coalesce(sum(bytes_per_second) FILTER (WHERE NOT metered), 0) AS pulled,
              count(*) FILTER (WHERE metered) AS pushes
            FROM copy_slot WHERE site = :site AND granted
            """)
        .param("site", site(job))
        .query(JdbcCopySlots::sharing)
        .single();
  }

  private static Sharing sharing(ResultSet row, int index) throws SQLException {
    return new Sharing(row.getLong("pulled"), row.getInt("pushes"));
  }
}
