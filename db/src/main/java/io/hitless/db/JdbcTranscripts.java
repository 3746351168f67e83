package io.hitless.db;

import io.hitless.job.JobId;
import io.hitless.job.Transcripts;
import java.util.List;
import java.util.function.Consumer;
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
  public void append(JobId job, List<Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    sql.sql(
            """
            INSERT INTO transcript (job, at, sent, text)
            SELECT :job, at, sent, text
            FROM unnest(:at::timestamptz[], :sent::boolean[], :text::text[])
              WITH ORDINALITY AS line (at, sent, text, n)
            WHERE NOT :lazy OR (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
            ORDER BY n
            """)
        .param("lazy", transactions.alone())
        .param("job", job.value())
        .param(
            "at",
            lines.stream().map(line -> Columns.time(line.at()).toString()).toArray(String[]::new))
        .param("sent", lines.stream().map(Line::sent).toArray(Boolean[]::new))
        .param(
            "text",
            lines.stream().map(line -> Columns.printable(line.text())).toArray(String[]::new))
        .update();
  }

  @Override
  public void read(JobId job, Consumer<Line> reader) {
    long after = 0;
    List<Piece> pieces;
    do {
      // No connection is held while the reader is at work.
      pieces = piecesAfter(job, after);
      for (Piece piece : pieces) {
        reader.accept(piece.line());
        after = piece.id();
      }
    } while (pieces.size() == AT_ONCE);
  }

  private List<Piece> piecesAfter(JobId job, long after) {
    return sql.sql(
            """
            SELECT id, at, sent, text FROM transcript
            WHERE job = :job AND id > :after
            ORDER BY id LIMIT :limit
            """)
        .param("job", job.value())
        .param("after", after)
        .param("limit", AT_ONCE)
        .query((row, _) ->
            new Piece(
                row.getLong("id"),
                new Line(
                    Columns.instant(row, "at"), row.getBoolean("sent"), row.getString("text"))))
        .list();
  }

  private record Piece(long id, Line line) {}
}
