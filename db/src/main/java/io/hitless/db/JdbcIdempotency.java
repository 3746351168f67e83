package io.hitless.db;

import io.hitless.access.Idempotency;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Kept answers, by the database's clock.
final class JdbcIdempotency implements Idempotency {
  private final JdbcClient sql;
  private final Json json;

  JdbcIdempotency(JdbcClient sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public Begun begin(
      String key, String principal, String fingerprint, Duration patience, Duration kept) {
    while (true) {
      Optional<Begun> claimed =
          sql.sql(
                  """
                  INSERT INTO idempotency_key AS kept
                    (principal, key, fingerprint, attempt, patient_until, expires_at)
                  VALUES (:principal, :key, :fingerprint, nextval('idempotency_attempt'),
                    clock_timestamp() + :patience * interval '1 millisecond',
                    clock_timestamp() + :kept * interval '1 millisecond')
                  ON CONFLICT (principal, key) DO UPDATE SET
                    fingerprint = excluded.fingerprint, attempt = excluded.attempt,
                    patient_until = excluded.patient_until, expires_at = excluded.expires_at,
                    status = NULL, headers = NULL, body = NULL
                  WHERE kept.expires_at <= clock_timestamp()
                    OR (kept.status IS NULL AND kept.patient_until <= clock_timestamp()
                      AND kept.fingerprint = excluded.fingerprint)
                  RETURNING attempt
                  """)
              .param("principal", principal)
              .param("key", key)
              .param("fingerprint", fingerprint)
              .param("patience", patience.toMillis())
              .param("kept", kept.toMillis())
              .query(Long.class)
              .optional()
              .map(attempt -> new New(key, principal, attempt));
      if (claimed.isPresent()) {
        return claimed.get();
      }
      Optional<Begun> found = what(key, principal, fingerprint);
      if (found.isPresent()) {
        return found.get();
      }
      // Between the two looks the key was freed: try again.
    }
  }

  private Optional<Begun> what(String key, String principal, String fingerprint) {
    return sql.sql(
            """
            SELECT fingerprint, status, headers, body FROM idempotency_key
            WHERE principal = :principal AND key = :key
            """)
        .param("principal", principal)
        .param("key", key)
        .query((row, _) -> {
          if (!row.getString("fingerprint").equals(fingerprint)) {
            return (Begun) new Reused();
          }
          int status = row.getInt("status");
          return row.wasNull()
              ? new InProgress()
              : new Replay(
                  new Answer(status, headers(row.getString("headers")), row.getString("body")));
        })
        .optional();
  }

  @Override
  public void complete(New attempt, Answer answer) {
    int kept =
        sql.sql(
                """
                UPDATE idempotency_key SET status = :status, headers = :headers::jsonb, body = :body
                WHERE principal = :principal AND key = :key AND attempt = :attempt
                  AND status IS NULL
                """)
            .param("principal", attempt.principal())
            .param("key", attempt.key())
            .param("attempt", attempt.attempt())
            .param("status", answer.status())
            .param("headers", json.flat(answer.headers()))
            .param("body", answer.body())
            .update();
    if (kept == 0) {
      throw new Superseded(attempt);
    }
  }

  @Override
  public void abandon(New attempt) {
    sql.sql(
            """
            DELETE FROM idempotency_key
            WHERE principal = :principal AND key = :key AND attempt = :attempt AND status IS NULL
            """)
        .param("principal", attempt.principal())
        .param("key", attempt.key())
        .param("attempt", attempt.attempt())
        .update();
  }

  @Override
  public int forgetExpired() {
    return sql.sql("DELETE FROM idempotency_key WHERE expires_at <= clock_timestamp()").update();
  }

  private Map<String, String> headers(String text) {
    var headers = new HashMap<String, String>();
    json.map(text).forEach((name, value) -> headers.put(name, value.toString()));
    return headers;
  }
}
