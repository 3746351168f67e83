package io.hitless.db;

import io.hitless.audit.AuditEntry;
import io.hitless.device.Credentials;
import io.hitless.device.Secret;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Credential.Source;
import io.hitless.inventory.CredentialUse;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;
import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Credentials, sealed before they are stored. For the sources `FILE` and `ENV` what is stored is
/// where to read; the secret itself is read at each use.
final class JdbcVault implements Vault {
  private static final Cursor CURSOR = new Cursor("credentials");

  private static final Pattern ONE_LINE = Pattern.compile("[\\x20-\\x7e]{1,128}");

  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final InstantSource clock;
  private final Seal seal;
  private final SecretSources sources;
  private final JdbcAudit audit;

  JdbcVault(
      JdbcClient sql,
      JdbcTransactions transactions,
      InstantSource clock,
      Seal seal,
      SecretSources sources,
      JdbcAudit audit) {
    this.sql = sql;
    this.transactions = transactions;
    this.clock = clock;
    this.seal = seal;
    this.sources = sources;
    this.audit = audit;
  }

  @Override
  public Credential add(String name, Source source, Credentials secrets) {
    return sql.sql(
            """
            INSERT INTO credential (name, username, source, password, enable_secret, private_key,
              key_passphrase, version, created_at, updated_at)
            VALUES (:name, :username, :source, :password, :enableSecret, :privateKey,
              :passphrase, 1, :now, :now)
            ON CONFLICT (name) DO NOTHING
            RETURNING *
            """)
        .params(columns(name, source, secrets))
        .query(JdbcVault::credential)
        .optional()
        .orElseThrow(() -> new Devices.NameTaken(name));
  }

  @Override
  public Optional<Credential> find(String name) {
    return sql.sql("SELECT * FROM credential WHERE name = :name")
        .param("name", name)
        .query(JdbcVault::credential)
        .optional();
  }

  @Override
  public Page<Credential> list(PageRequest page) {
    var rows =
        sql.sql("SELECT * FROM credential WHERE name > :after ORDER BY name LIMIT :limit")
            .param("after", CURSOR.afterName(page))
            .param("limit", page.limit() + 1)
            .query(JdbcVault::credential)
            .list();
    return CURSOR.page(rows, page, Credential::name);
  }

  @Override
  public Credential replace(String name, long version, Source source, Credentials secrets) {
    return sql.sql(
            """
            UPDATE credential SET username = :username, source = :source, password = :password,
              enable_secret = :enableSecret, private_key = :privateKey, key_passphrase = :passphrase,
              version = version + 1, updated_at = :now
            WHERE name = :name AND version = :version
            RETURNING *
            """)
        .params(columns(name, source, secrets))
        .param("version", version)
        .query(JdbcVault::credential)
        .optional()
        .orElseThrow(() -> new Changed("credential " + name));
  }

  @Override
  public void remove(String name, long version) {
    transactions.run(() -> {
      // Locked first: a device that names it is written before or after, never at the same time.
      boolean there =
          !sql.sql(
                  "SELECT name FROM credential WHERE name = :name AND version = :version FOR UPDATE")
              .param("name", name)
              .param("version", version)
              .query()
              .listOfRows()
              .isEmpty();
      if (!there) {
        throw new Changed("credential " + name);
      }
      boolean used =
          sql.sql(
                  """
                  SELECT EXISTS (SELECT FROM device WHERE credential = :name)
                    OR EXISTS (SELECT FROM image WHERE source_credential = :name)
                  """)
              .param("name", name)
              .query(Boolean.class)
              .single();
      if (used) {
        throw new Devices.StillInUse(
            "a device or a file server is logged in to with credential " + name);
      }
      sql.sql("DELETE FROM credential WHERE name = :name").param("name", name).update();
    });
  }

  @Override
  public Optional<Credentials> open(String name) {
    return sql.sql("SELECT * FROM credential WHERE name = :name")
        .param("name", name)
        .query((row, _) -> unsealed(row))
        .optional()
        .map(kept ->
            new Credentials(
                kept.username,
                kept.secret(Field.PASSWORD),
                kept.secret(Field.ENABLE_SECRET),
                kept.secret(Field.PRIVATE_KEY),
                kept.secret(Field.PASSPHRASE)));
  }

  @Override
  public Optional<Credentials> open(String name, CredentialUse use) {
    if (find(name).isPresent()) {
      var data = new HashMap<>(use.more());
      data.put("credential", name);
      data.put("purpose", use.purpose());
      audit.appendApart(
          new AuditEntry(
              use.actor(),
              "credential.use",
              AuditEntry.Outcome.GRANTED,
              use.job(),
              use.device(),
              data));
    }
    return open(name);
  }

  private Map<String, @Nullable Object> columns(String name, Source source, Credentials secrets) {
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("name", name);
    columns.put("username", secrets.username());
    columns.put("source", source.name());
    columns.put("password", sealed(name, Field.PASSWORD, secrets.password()));
    columns.put("enableSecret", sealed(name, Field.ENABLE_SECRET, secrets.enableSecret()));
    columns.put("privateKey", sealed(name, Field.PRIVATE_KEY, secrets.privateKey()));
    columns.put("passphrase", sealed(name, Field.PASSPHRASE, secrets.passphrase()));
    columns.put("now", Columns.time(clock.instant()));
    return columns;
  }

  private byte @Nullable [] sealed(String name, Field field, Optional<Secret> secret) {
    return secret.map(text -> seal.close(text.reveal(), place(name, field))).orElse(null);
  }

  private Kept unsealed(ResultSet row) throws SQLException {
    var sealed = new HashMap<Field, byte[]>();
    for (Field field : Field.values()) {
      byte @Nullable [] bytes = row.getBytes(field.column);
      if (bytes != null) {
        sealed.put(field, bytes);
      }
    }
    return new Kept(
        row.getString("name"),
        row.getString("username"),
        Source.valueOf(row.getString("source")),
        sealed);
  }

  private static Credential credential(ResultSet row, int index) throws SQLException {
    return new Credential(
        row.getString("name"),
        row.getString("username"),
        Source.valueOf(row.getString("source")),
        row.getBytes("password") != null,
        row.getBytes("enable_secret") != null,
        row.getBytes("private_key") != null,
        row.getLong("version"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }

  /// Credential and field that a sealed value belongs to; no name holds a line feed.
  static String place(String name, Field field) {
    return "credential\n" + name + "\n" + field.column;
  }

  /// The sealed columns.
  enum Field {
    PASSWORD("password", true),
    ENABLE_SECRET("enable_secret", true),
    PRIVATE_KEY("private_key", false),
    PASSPHRASE("key_passphrase", true);

    private final String column;
    private final boolean typed;

    /// @param typed whether it must be one line, since it is typed to a device
    Field(String column, boolean typed) {
      this.column = column;
      this.typed = typed;
    }

    String column() {
      return column;
    }
  }

  /// A row with its secrets still sealed.
  private final class Kept {
    private final String name;
    private final String username;
    private final Source source;
    private final Map<Field, byte[]> sealed;

    Kept(String name, String username, Source source, Map<Field, byte[]> sealed) {
      this.name = name;
      this.username = username;
      this.source = source;
      this.sealed = sealed;
    }

    Optional<Secret> secret(Field field) {
      byte[] bytes = sealed.get(field);
      return bytes == null ? Optional.empty() : Optional.of(Secret.of(read(field, bytes)));
    }

    /// What is typed to a device never brings a line of its own along.
    private static String fit(Field field, String where, String secret) {
      if (secret.isEmpty()) {
        throw new SecretSources.Unreadable(where + " is empty");
      }
      if (field.typed && !ONE_LINE.matcher(secret).matches()) {
        throw new SecretSources.Unreadable(
            where + " holds more than one line of at most 128 printable ASCII characters");
      }
      return secret;
    }

    private String read(Field field, byte[] bytes) {
      try {
        String kept = seal.open(bytes, place(name, field));
        return switch (source) {
          case STORED -> kept;
          case FILE -> fit(field, "the file " + kept, sources.file(kept));
          case ENV -> fit(field, "the variable " + kept, sources.variable(kept));
        };
      } catch (Seal.Broken | SecretSources.Unreadable why) {
        throw new Unavailable(
            name, field.column.replace('_', ' '), String.valueOf(why.getMessage()));
      }
    }
  }
}
