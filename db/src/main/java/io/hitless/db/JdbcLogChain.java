package io.hitless.db;

import io.hitless.audit.ChainedRow;
import io.hitless.audit.Hash;
import io.hitless.audit.Link;
import io.hitless.audit.LogChain;
import io.hitless.audit.LogRow;
import io.hitless.audit.Mark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The chain in PostgreSQL. Sealing is one transaction a batch that holds the row of the head: a
/// sealer that is killed leaves what was sealed before, and two never forge a link each.
final class JdbcLogChain implements LogChain {
  private static final int BATCH = 2_000;
  private static final int PIECE = 5_000;

  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final LogRows rows = new LogRows();

  JdbcLogChain(JdbcClient sql, JdbcTransactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public long seal() {
    long sealed = 0;
    int batch;
    do {
      batch = transactions.inOne(this::sealBatch);
      sealed += batch;
    } while (batch == BATCH);
    return sealed;
  }

  private int sealBatch() {
    Mark head = mark("SELECT id, hash FROM log_head FOR UPDATE");
    // First the bound, then the rows: each statement has a snapshot of its own.
    long settled = sql.sql("SELECT settled_event_id()").query(Long.class).single();
    List<LogRows.Written> unsealed = written(head.id(), settled, BATCH);
    if (unsealed.isEmpty()) {
      return 0;
    }
    var links = new ArrayList<Link>(unsealed.size());
    Mark last = head;
    for (LogRows.Written row : unsealed) {
      Link link = Link.after(last, row.row(), row.at());
      links.add(link);
      last = link.mark();
    }
    keep(links);
    sql.sql("UPDATE log_head SET id = :id, hash = :hash")
        .param("id", last.id())
        .param("hash", last.hash().bytes())
        .update();
    return links.size();
  }

  private List<LogRows.Written> written(long after, long upTo, int limit) {
    return sql.sql(
            """
            SELECT id, at, kind, word, actor, outcome, job, device, data FROM log_row
            WHERE id > :after AND id <= :upTo ORDER BY id LIMIT :limit
            """)
        .param("after", after)
        .param("upTo", upTo)
        .param("limit", limit)
        .query(rows::row)
        .list();
  }

  private void keep(List<Link> links) {
    sql.sql(
            """
            INSERT INTO log_link (id, row_at, digest, hash)
            SELECT id, row_at, digest, hash
            FROM unnest(:ids::bigint[], :at::timestamptz[], :digests::bytea[], :hashes::bytea[])
              WITH ORDINALITY AS link (id, row_at, digest, hash, n)
            ORDER BY n
            """)
        .param("ids", links.stream().map(Link::id).toArray(Long[]::new))
        .param(
            "at",
            links.stream().map(it -> Columns.time(it.rowAt()).toString()).toArray(String[]::new))
        .param("digests", links.stream().map(it -> it.digest().bytes()).toArray(byte[][]::new))
        .param("hashes", links.stream().map(it -> it.hash().bytes()).toArray(byte[][]::new))
        .update();
  }

  @Override
  public Mark head() {
    return mark("SELECT id, hash FROM log_head");
  }

  private Mark mark(String query) {
    return sql.sql(query)
        .query((row, _) -> new Mark(row.getLong("id"), Hash.of(row.getBytes("hash"))))
        .optional()
        .orElse(Mark.GENESIS);
  }

  @Override
  public void read(Reader reader) {
    Checkpoint start = checkpoint();
    Mark head = head();
    reader.begin(start.mark(), head);
    long after = start.mark().id();
    while (after < head.id()) {
      List<Link> links = links(after, head.id());
      long upTo = links.size() < PIECE ? head.id() : links.getLast().id();
      Iterable<ChainedRow> piece = piece(after, upTo, links, start.horizon());
      if (!checkpoint().equals(start)) {
        // Months were dropped meanwhile: what is missing now says nothing.
        return;
      }
      for (ChainedRow row : piece) {
        if (!reader.row(row)) {
          return;
        }
      }
      after = upTo;
    }
    reader.end();
  }

  private List<Link> links(long after, long upTo) {
    return sql.sql(
            """
            SELECT id, row_at, digest, hash FROM log_link
            WHERE id > :after AND id <= :upTo ORDER BY id LIMIT :limit
            """)
        .param("after", after)
        .param("upTo", upTo)
        .param("limit", PIECE)
        .query(JdbcLogChain::link)
        .list();
  }

  /// Rows and links side by side.
  private Iterable<ChainedRow> piece(
      long after, long upTo, List<Link> links, Optional<Instant> horizon) {
    Map<Long, LogRow> found = new HashMap<>();
    var places = new TreeMap<Long, ChainedRow>();
    for (LogRows.Written row : written(after, upTo, Integer.MAX_VALUE)) {
      found.put(row.row().id(), row.row());
      places.put(
          row.row().id(),
          new ChainedRow(row.row().id(), Optional.of(row.row()), Optional.empty(), false));
    }
    for (Link link : links) {
      boolean old = horizon.map(then -> link.rowAt().isBefore(then)).orElse(false);
      places.put(
          link.id(),
          new ChainedRow(
              link.id(), Optional.ofNullable(found.get(link.id())), Optional.of(link), old));
    }
    return places.values();
  }

  private Checkpoint checkpoint() {
    return sql.sql("SELECT horizon, id, hash FROM log_checkpoint ORDER BY horizon DESC LIMIT 1")
        .query((row, _) ->
            new Checkpoint(
                Columns.optionalInstant(row, "horizon"),
                new Mark(row.getLong("id"), Hash.of(row.getBytes("hash")))))
        .optional()
        .orElse(new Checkpoint(Optional.empty(), Mark.GENESIS));
  }

  private static Link link(ResultSet row, int index) throws SQLException {
    return new Link(
        row.getLong("id"),
        Columns.instant(row, "row_at"),
        Hash.of(row.getBytes("digest")),
        Hash.of(row.getBytes("hash")));
  }

  /// What the last drop of old months left behind.
  private record Checkpoint(Optional<Instant> horizon, Mark mark) {}
}
