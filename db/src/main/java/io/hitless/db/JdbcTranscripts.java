package io.hitless.db;

import io.hitless.job.JobId;
import io.hitless.job.Transcripts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Transcripts, one row a piece.
final class JdbcTranscripts implements Transcripts {
  private static final int AT_ONCE = 500;

  private final JdbcClient sql;
  private final JdbcTransactions transactions;

  JdbcTranscripts(JdbcClient sql, JdbcTransactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  /// Without waiting for the disk: a crash of the database takes the last moments at most.
  @Override
  public void append(JobId job, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    sql.sql(
            """
            INSERT INTO transcript (job, at, sent, kind, epoch, conversation, text)
            SELECT :job, at, kind = 'TYPED', kind, epoch, conversation, text
            FROM unnest(:at::timestamptz[], :kind::text[], :epoch::bigint[], :conversation::int[], :text::text[])
              WITH ORDINALITY AS entry (at, kind, epoch, conversation, text, n)
            WHERE NOT :lazy OR (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
            ORDER BY n
            """)
        .param("lazy", transactions.alone())
        .param("job", job.value())
        .param("at", each(entries, entry -> Columns.time(entry.at()).toString(), String[]::new))
        .param("kind", each(entries, entry -> entry.kind().name(), String[]::new))
        .param("epoch", each(entries, entry -> entry.in().epoch(), Long[]::new))
        .param("conversation", each(entries, entry -> entry.in().number(), Integer[]::new))
        .param("text", each(entries, entry -> Columns.printable(entry.text()), String[]::new))
        .update();
  }

  private static <T> T[] each(
      List<Entry> entries, Function<Entry, T> column, IntFunction<T[]> array) {
    return entries.stream().map(column).toArray(array);
  }

  @Override
  public void read(JobId job, Consumer<Entry> reader) {
    long after = 0;
    List<Row> rows;
    do {
      // No connection is held while the reader is at work.
      rows = rowsAfter(job, after);
      for (Row row : rows) {
        reader.accept(row.entry());
        after = row.id();
      }
    } while (rows.size() == AT_ONCE);
  }

  private List<Row> rowsAfter(JobId job, long after) {
    return sql.sql(
            """
            SELECT id, at, sent, kind, epoch, conversation, text FROM transcript
            WHERE job = :job AND id > :after
            ORDER BY id LIMIT :limit
            """)
        .param("job", job.value())
        .param("after", after)
        .param("limit", AT_ONCE)
        .query((row, _) -> new Row(row.getLong("id"), entry(row)))
        .list();
  }

  /// What the release before wrote, or writes beside us, names neither kind nor conversation, and
  /// leaves out the Enter.
  private static Entry entry(ResultSet row) throws SQLException {
    Instant at = Columns.instant(row, "at");
    String text = row.getString("text");
    Optional<String> kind = Columns.optionalText(row, "kind");
    if (kind.isPresent()) {
      var in = new Conversation(row.getLong("epoch"), row.getInt("conversation"));
      return new Entry(at, in, Kind.valueOf(kind.get()), text);
    }
    return row.getBoolean("sent")
        ? new Entry(at, Conversation.UNKNOWN, Kind.TYPED, text + "\r")
        : new Entry(at, Conversation.UNKNOWN, Kind.PRINTED, text);
  }

  private record Row(long id, Entry entry) {}
}
