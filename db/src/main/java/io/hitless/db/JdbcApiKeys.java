package io.hitless.db;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.Role;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The register of API keys.
final class JdbcApiKeys implements ApiKeys {
  private static final Cursor CURSOR = new Cursor("api-keys");

  /// Number of the advisory lock that makes the first key the first one: "HTLKEY1".
  private static final long FIRST_KEY_LOCK = 0x48_54_4c_4b_45_59_31L;

  private final JdbcClient sql;
  private final JdbcTransactions transactions;

  JdbcApiKeys(JdbcClient sql, JdbcTransactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public boolean add(ApiKey key) {
    return sql.sql(
                """
                INSERT INTO api_key (id, prefix, sha256, name, role, created_at, expires_at,
                  last_used_at, revoked_at)
                VALUES (:id, :prefix, :sha256, :name, :role, :created, :expires, :used, :revoked)
                ON CONFLICT (sha256) DO NOTHING
                """)
            .param("id", key.id().value())
            .param("prefix", key.prefix())
            .param("sha256", key.sha256())
            .param("name", key.name())
            .param("role", key.role().name())
            .param("created", Columns.time(key.createdAt()))
            .param("expires", Columns.time(key.expiresAt()))
            .param("used", Columns.time(key.lastUsedAt()))
            .param("revoked", Columns.time(key.revokedAt()))
            .update()
        == 1;
  }

  @Override
  public boolean addFirst(ApiKey key) {
    return transactions.inOne(() -> {
      sql.sql("SELECT pg_advisory_xact_lock(:lock)")
          .param("lock", FIRST_KEY_LOCK)
          .query()
          .listOfRows();
      boolean any = sql.sql("SELECT EXISTS (SELECT FROM api_key)").query(Boolean.class).single();
      return !any && add(key);
    });
  }

  @Override
  public Optional<ApiKey> withHash(String sha256) {
    return sql.sql("SELECT * FROM api_key WHERE sha256 = :sha256")
        .param("sha256", sha256)
        .query(JdbcApiKeys::key)
        .optional();
  }

  @Override
  public Optional<ApiKey> find(ApiKeyId id) {
    return sql.sql("SELECT * FROM api_key WHERE id = :id")
        .param("id", id.value())
        .query(JdbcApiKeys::key)
        .optional();
  }

  @Override
  public Page<ApiKey> list(PageRequest page) {
    var rows =
        sql.sql("SELECT * FROM api_key WHERE id > :after ORDER BY id LIMIT :limit")
            .param("after", CURSOR.afterId(page))
            .param("limit", page.limit() + 1)
            .query(JdbcApiKeys::key)
            .list();
    return CURSOR.page(rows, page, ApiKey::id);
  }

  @Override
  public boolean revoke(ApiKeyId id, Instant at) {
    return sql.sql("UPDATE api_key SET revoked_at = coalesce(revoked_at, :at) WHERE id = :id")
            .param("id", id.value())
            .param("at", Columns.time(at))
            .update()
        == 1;
  }

  @Override
  public void used(ApiKeyId id, Instant at) {
    sql.sql(
            """
            UPDATE api_key SET last_used_at = :at
            WHERE id = :id
              AND (last_used_at IS NULL OR last_used_at <= :at::timestamptz - interval '1 minute')
            """)
        .param("id", id.value())
        .param("at", Columns.time(at))
        .update();
  }

  private static ApiKey key(ResultSet row, int index) throws SQLException {
    return new ApiKey(
        new ApiKeyId(Columns.uuid(row, "id")),
        row.getString("prefix"),
        row.getString("sha256"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        Columns.instant(row, "created_at"),
        Columns.optionalInstant(row, "expires_at"),
        Columns.optionalInstant(row, "last_used_at"),
        Columns.optionalInstant(row, "revoked_at"));
  }
}
