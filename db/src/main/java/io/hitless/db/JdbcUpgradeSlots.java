package io.hitless.db;

import io.hitless.job.Job;
import io.hitless.job.UpgradeCaps;
import io.hitless.job.UpgradeSlots;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Slots for upgrades as rows. Whoever gets one holds an advisory lock until it has its answer, so
/// that two replicas never both find the last slot free. Who has to wait anyway, as thousands may,
/// finds that out without the lock.
record JdbcUpgradeSlots(JdbcClient sql, JdbcTransactions transactions) implements UpgradeSlots {
  /// Earlier places are counted no further than to tell many from few.
  private static final int MANY = 101;

  /// Whether a row `s` counts. A job that was stopped before anything was activated is in nobody's
  /// way. While its turn goes on, its row doesn't say yet what it waits for.
  private static final String COUNTS =
      """
      EXISTS (SELECT FROM job j WHERE j.id = s.job AND j.open
        AND (s.granted OR j.stage IN ('STAGED', 'ACTIVATING', 'INSTALLING'))
        AND (NOT (j.stage = 'NEEDS_OPERATOR'
            OR ((j.handed_over OR 'APPROVAL' = ANY (j.waiting_for))
              AND coalesce(j.lease_until <= clock_timestamp(), true)))
          OR EXISTS (SELECT FROM intent i
            WHERE i.job = j.id AND i.kind IN ('ACTIVATE', 'INSTALL_ONE_STEP'))))
      """;

  @Override
  public Answer ask(Job job, UpgradeCaps caps) {
    if (caps.equals(UpgradeCaps.NONE)) {
      return new Answer.Granted();
    }
    Row before = find(job).orElseGet(() -> row(job));
    Optional<Answer> mustWait =
        before.granted() ? Optional.empty() : full(caps, others(job, before.place(), caps));
    return mustWait.orElseGet(() -> transactions.inOne(() -> grant(job, caps)));
  }

  private Answer grant(Job job, UpgradeCaps caps) {
    sql.sql("SELECT pg_advisory_xact_lock(hashtextextended('upgrades', 18516))")
        .query()
        .listOfRows();
    Row mine = row(job);
    if (mine.granted()) {
      return new Answer.Granted();
    }
    sql.sql("DELETE FROM upgrade_slot s WHERE NOT " + COUNTS).update();
    Optional<Answer> full = full(caps, others(job, mine.place(), caps));
    if (full.isEmpty()) {
      sql.sql("UPDATE upgrade_slot SET granted = true WHERE job = :job")
          .param("job", job.id().value())
          .update();
    }
    return full.orElseGet(Answer.Granted::new);
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

  private record Row(long place, boolean granted) {}

  private Optional<Row> find(Job job) {
    return sql.sql("SELECT place, granted FROM upgrade_slot WHERE job = :job AND site = :site")
        .param("job", job.id().value())
        .param("site", site(job))
        .query((row, _) -> new Row(row.getLong("place"), row.getBoolean("granted")))
        .optional();
  }

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

  /// @param slots held by others, and so at the site
  /// @param earlier places of those that wait, and so at the site
  private record Others(int slots, int slotsAtSite, int earlier, int earlierAtSite) {}

  private static Optional<Answer> full(UpgradeCaps caps, Others others) {
    if (others.slots() >= caps.everywhere()) {
      return Optional.of(new Answer.Full(others.slots() + others.earlier(), false));
    }
    int atSite = others.slotsAtSite() + others.earlierAtSite();
    return atSite >= caps.perSite() ? Optional.of(new Answer.Full(atSite, true)) : Optional.empty();
  }

  /// There are no more slots than are allowed, so only the counting of those that wait needs an
  /// end.
  private Others others(Job job, long place, UpgradeCaps caps) {
    return sql.sql(
            """
            SELECT (SELECT count(*) FROM upgrade_slot s
                WHERE granted AND job <> :job AND %1$s) AS slots,
              (SELECT count(*) FROM upgrade_slot s
                WHERE granted AND site = :site AND job <> :job AND %1$s) AS slots_at_site,
              (SELECT count(*) FROM (SELECT FROM upgrade_slot s
                WHERE NOT granted AND place < :place AND %1$s
                ORDER BY place LIMIT :many) first) AS earlier,
              (SELECT count(*) FROM (SELECT FROM upgrade_slot s
                WHERE NOT granted AND site = :site AND place < :place AND %1$s
                ORDER BY place LIMIT :enough) first) AS earlier_at_site
            """
                .formatted(COUNTS))
        .param("site", site(job))
        .param("place", place)
        .param("job", job.id().value())
        .param("many", MANY)
        .param("enough", Math.max(MANY, caps.perSite()))
        .query((row, _) ->
            new Others(
                row.getInt("slots"),
                row.getInt("slots_at_site"),
                row.getInt("earlier"),
                row.getInt("earlier_at_site")))
        .single();
  }

  private static String site(Job job) {
    return job.order().site().orElse("");
  }
}
