package io.hitless.db;

import io.hitless.job.Job;
import io.hitless.job.UpgradeCaps;
import io.hitless.job.UpgradeSlots;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Slots for upgrades as rows. Whoever asks holds an advisory lock until it has its answer, so that
/// two replicas never both find the last slot free.
record JdbcUpgradeSlots(JdbcClient sql, JdbcTransactions transactions) implements UpgradeSlots {

  @Override
  public Answer ask(Job job, UpgradeCaps caps) {
    if (caps.equals(UpgradeCaps.NONE)) {
      return new Answer.Granted();
    }
    return transactions.inOne(() -> {
      sql.sql("SELECT pg_advisory_xact_lock(hashtextextended('upgrades', 18516))")
          .query()
          .listOfRows();
      forgetTheGone();
      Row mine = row(job);
      if (mine.granted()) {
        return new Answer.Granted();
      }
      Others others = others(job, mine.place());
      if (others.everywhere() >= caps.everywhere()) {
        return new Answer.Full(others.everywhere(), false);
      }
      if (others.aheadAtSite() >= caps.perSite()) {
        return new Answer.Full(others.aheadAtSite(), true);
      }
      sql.sql("UPDATE upgrade_slot SET granted = true WHERE job = :job")
          .param("job", job.id().value())
          .update();
      return new Answer.Granted();
    });
  }

  /// One row, never mind the lock: whoever counts meanwhile finds at worst one more than there are.
  @Override
  public void free(Job job) {
    sql.sql(
            """
            DELETE FROM upgrade_slot s WHERE job = :job AND NOT EXISTS (SELECT FROM intent i
              WHERE i.job = s.job AND i.kind IN ('ACTIVATE', 'INSTALL_ONE_STEP'))
            """)
        .param("job", job.id().value())
        .update();
  }

  /// A job that was stopped before anything was activated is in nobody's way. While its turn goes
  /// on, its row doesn't say yet what it waits for.
  private void forgetTheGone() {
    sql.sql(
            """
            DELETE FROM upgrade_slot s WHERE NOT EXISTS (
              SELECT FROM job j WHERE j.id = s.job AND j.open
                AND (s.granted OR j.stage IN ('STAGED', 'ACTIVATING', 'INSTALLING'))
                AND (NOT (j.stage = 'NEEDS_OPERATOR'
                    OR ((j.handed_over OR 'APPROVAL' = ANY (j.waiting_for))
                      AND coalesce(j.lease_until <= clock_timestamp(), true)))
                  OR EXISTS (SELECT FROM intent i
                    WHERE i.job = j.id AND i.kind IN ('ACTIVATE', 'INSTALL_ONE_STEP'))))
            """)
        .update();
  }

  private record Row(long place, boolean granted) {}

  private Row row(Job job) {
    return sql.sql(
            """
            INSERT INTO upgrade_slot (job, site, granted) VALUES (:job, :site, false)
            ON CONFLICT (job) DO UPDATE SET site = excluded.site
            RETURNING place, granted
            """)
        .param("job", job.id().value())
        .param("site", site(job))
        .query((row, _) -> new Row(row.getLong("place"), row.getBoolean("granted")))
        .single();
  }

  private record Others(int everywhere, int aheadAtSite) {}

  private Others others(Job job, long place) {
    return sql.sql(
            """
            SELECT count(*) FILTER (WHERE granted) AS everywhere,
              count(*) FILTER (WHERE site = :site AND (granted OR place < :place)) AS ahead
            FROM upgrade_slot WHERE job <> :job
            """)
        .param("site", site(job))
        .param("place", place)
        .param("job", job.id().value())
        .query((row, _) -> new Others(row.getInt("everywhere"), row.getInt("ahead")))
        .single();
  }

  private static String site(Job job) {
    return job.order().site().orElse("");
  }
}
