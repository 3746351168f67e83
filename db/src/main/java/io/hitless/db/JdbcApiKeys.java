package io.hitless.db;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.KeyText;
import io.hitless.access.Person;
import io.hitless.access.Right;
import io.hitless.access.Role;
import io.hitless.access.Scope;
import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The register of API keys.
final class JdbcApiKeys implements ApiKeys {
  /// Of a key that was made before this was remembered, or by a replica that doesn't, whoever made
  /// it is known; who rotated it isn't.
  private static final String BEARERS =
      """
      SELECT key, person, at FROM api_key_shown
      UNION ALL
      SELECT made.id, coalesce(maker.owner, made.created_by), made.created_at
      FROM api_key made LEFT JOIN api_key maker ON maker.name = made.created_by
      WHERE made.created_by IS NOT NULL
        AND NOT EXISTS (SELECT FROM api_key_shown WHERE key = made.id)
      """;

  private static final Cursor CURSOR = new Cursor("api-keys");

  /// Number of the advisory lock that keys are made and ended under: "HTLKEY1".
  private static final long LOCK = 0x48_54_4c_4b_45_59_31L;

  private static final String USABLE =
      "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)";

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
                INSERT INTO api_key (id, prefix, sha256, name, owner, role, limited_to, sites, tags,
                  created_by, created_at, expires_at, last_used_at, revoked_at, revoked_by,
                  revoked_because, former_sha256, former_until, version)
                VALUES (:id, :prefix, :sha256, :name, :owner, :role, :limitedTo, :sites, :tags,
                  :createdBy, :created, :expires, :used, :revoked, :revokedBy,
                  :revokedBecause, :former, :formerUntil, :version)
                ON CONFLICT (sha256) DO NOTHING
                """)
            .params(columns(key))
            .update()
        == 1;
  }

  private static Map<String, @Nullable Object> columns(ApiKey key) {
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("id", key.id().value());
    columns.put("prefix", key.prefix());
    columns.put("sha256", key.sha256());
    columns.put("name", key.name());
    columns.put("owner", key.owner());
    columns.put("role", key.role().name());
    columns.put("limitedTo", Columns.words(key.limitedTo()));
    columns.put("sites", Columns.texts(key.scope().sites()));
    columns.put("tags", Columns.texts(key.scope().tags()));
    columns.put("createdBy", key.createdBy());
    columns.put("created", Columns.time(key.createdAt()));
    columns.put("expires", Columns.time(key.expiresAt()));
    columns.put("used", Columns.time(key.lastUsedAt()));
    columns.put("revoked", Columns.time(key.revokedAt()));
    columns.put("revokedBy", key.revocation().map(ApiKey.Revocation::by).orElse(null));
    columns.put("revokedBecause", key.revocation().map(ApiKey.Revocation::reason).orElse(null));
    columns.put("former", key.former().map(ApiKey.Former::sha256).orElse(null));
    columns.put("formerUntil", Columns.time(key.former().map(ApiKey.Former::until)));
    columns.put("version", key.version());
    return columns;
  }

  @Override
  public void create(ApiKey key, Instant now) {
    transactions.run(() -> {
      lock();
      if (nameTaken(key.name(), now) || !add(key)) {
        throw new NameTaken(key.name());
      }
    });
  }

  @Override
  public boolean nameTaken(String name, Instant now) {
    return sql.sql("SELECT EXISTS (SELECT FROM api_key WHERE name = :name AND " + USABLE + ")")
        .param("name", name)
        .param("now", Columns.time(now))
        .query(Boolean.class)
        .single();
  }

  @Override
  public boolean addFirst(ApiKey key) {
    return transactions.inOne(() -> {
      lock();
      boolean any = sql.sql("SELECT EXISTS (SELECT FROM api_key)").query(Boolean.class).single();
      return !any && add(key);
    });
  }

  /// Keys are made and ended one after the other.
  private void lock() {
    sql.sql("SELECT pg_advisory_xact_lock(:lock)").param("lock", LOCK).query().listOfRows();
  }

  @Override
  public Optional<ApiKey> withHash(String sha256) {
    return sql.sql("SELECT * FROM api_key WHERE sha256 = :sha256 OR former_sha256 = :sha256")
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
  public Page<ApiKey> list(Scope within, PageRequest page) {
    var where =
        new Where("id > :after", "after", CURSOR.afterId(page))
            .and("sites <> '{}' AND sites <@ :sites::text[]", "sites", narrowing(within.sites()))
            .and("tags <> '{}' AND tags <@ :tags::text[]", "tags", narrowing(within.tags()));
    var rows =
        sql.sql("SELECT * FROM api_key WHERE " + where.text() + " ORDER BY id LIMIT :limit")
            .params(where.values())
            .param("limit", page.limit() + 1)
            .query(JdbcApiKeys::key)
            .list();
    return CURSOR.page(rows, page, ApiKey::id);
  }

  private static Optional<String[]> narrowing(Set<String> words) {
    return Optional.of(words).filter(it -> !it.isEmpty()).map(Columns::texts);
  }

  @Override
  public ApiKey revoke(ApiKeyId id, long version, ApiKey.Revocation revocation) {
    return transactions.inOne(() -> {
      lock();
      ApiKey key = find(id).orElseThrow(() -> new Changed("API key " + id));
      if (key.revocation().isPresent()) {
        return key;
      }
      if (key.version() != version) {
        throw new Changed("API key " + id);
      }
      if (administers(key) && key.usable(revocation.at()) && isLast(key, revocation.at())) {
        throw new LastAdministrator();
      }
      return sql.sql(
              """
              UPDATE api_key SET revoked_at = :at, revoked_by = :by, revoked_because = :reason,
                former_sha256 = NULL, former_until = NULL, version = version + 1
              WHERE id = :id
              RETURNING *
              """)
          .param("id", id.value())
          .param("at", Columns.time(revocation.at()))
          .param("by", revocation.by())
          .param("reason", revocation.reason())
          .query(JdbcApiKeys::key)
          .single();
    });
  }

  private static boolean administers(ApiKey key) {
    return key.rights().contains(Right.ADMINISTER) && key.scope().everything();
  }

  private boolean isLast(ApiKey key, Instant now) {
    return sql
        .sql("SELECT * FROM api_key WHERE id <> :id AND role = 'ADMIN' AND " + USABLE)
        .param("id", key.id().value())
        .param("now", Columns.time(now))
        .query(JdbcApiKeys::key)
        .list()
        .stream()
        .noneMatch(JdbcApiKeys::administers);
  }

  @Override
  public ApiKey rotate(ApiKeyId id, long version, KeyText next, Instant formerUntil) {
    return sql.sql(
            """
            UPDATE api_key SET former_sha256 = sha256, former_until = :until,
              sha256 = :sha256, prefix = :prefix, version = version + 1
            WHERE id = :id AND version = :version AND revoked_at IS NULL
            RETURNING *
            """)
        .param("id", id.value())
        .param("version", version)
        .param("until", Columns.time(formerUntil))
        .param("sha256", next.sha256())
        .param("prefix", next.prefix())
        .query(JdbcApiKeys::key)
        .optional()
        .orElseThrow(() -> new Changed("API key " + id));
  }

  @Override
  public void shown(ApiKeyId id, String person, Instant at) {
    sql.sql("INSERT INTO api_key_shown (key, person, at) VALUES (:key, :person, :at)")
        .param("key", id.value())
        .param("person", person)
        .param("at", Columns.time(at))
        .update();
  }

  @Override
  public Set<String> shownTo(ApiKeyId id) {
    return Set.copyOf(
        sql.sql("SELECT DISTINCT person FROM (" + BEARERS + ") shown WHERE key = :key")
            .param("key", id.value())
            .query(String.class)
            .list());
  }

  @Override
  public Set<String> holders(String owner, Instant at) {
    return bearers(
        owner,
        """
        WHERE s.at <= :at AND (k.revoked_at IS NULL OR k.revoked_at > :at)
          AND (k.expires_at IS NULL OR k.expires_at > :at)
        """,
        Map.of("at", Columns.time(at)));
  }

  @Override
  public Set<String> everShown(String owner) {
    return bearers(owner, "", Map.of());
  }

  /// What is the same name is not for the database to say: it may know no letters but English ones.
  private Set<String> bearers(String owner, String where, Map<String, ?> values) {
    return sql
        .sql(
            """
            SELECT DISTINCT coalesce(k.owner, k.name) AS owner, s.person
            FROM api_key k JOIN (%s) s ON s.key = k.id
            """
                    .formatted(BEARERS)
                + where)
        .params(values)
        .query((row, _) -> Map.entry(row.getString("owner"), row.getString("person")))
        .list()
        .stream()
        .filter(key -> Person.same(key.getKey(), owner))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
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
    String name = row.getString("name");
    String owner = Columns.optionalText(row, "owner").orElse(name);
    return new ApiKey(
        new ApiKeyId(Columns.uuid(row, "id")),
        row.getString("prefix"),
        row.getString("sha256"),
        name,
        owner,
        Role.valueOf(row.getString("role")),
        Columns.texts(row, "limited_to").stream().map(Right::valueOf).collect(Collectors.toSet()),
        new Scope(Set.copyOf(Columns.texts(row, "sites")), Set.copyOf(Columns.texts(row, "tags"))),
        Columns.optionalText(row, "created_by").orElse(owner),
        Columns.instant(row, "created_at"),
        Columns.optionalInstant(row, "expires_at"),
        Columns.optionalInstant(row, "last_used_at"),
        revocation(row),
        former(row),
        row.getLong("version"));
  }

  private static Optional<ApiKey.Revocation> revocation(ResultSet row) throws SQLException {
    String by = Columns.optionalText(row, "revoked_by").orElse("unknown");
    String reason = Columns.optionalText(row, "revoked_because").orElse("unknown");
    return Columns.optionalInstant(row, "revoked_at")
        .map(at -> new ApiKey.Revocation(at, by, reason));
  }

  private static Optional<ApiKey.Former> former(ResultSet row) throws SQLException {
    Optional<Instant> until = Columns.optionalInstant(row, "former_until");
    return Columns.optionalText(row, "former_sha256")
        .flatMap(hash -> until.map(at -> new ApiKey.Former(hash, at)));
  }
}
