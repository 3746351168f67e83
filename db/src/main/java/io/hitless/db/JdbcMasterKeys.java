package io.hitless.db;

import io.hitless.inventory.MasterKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which key sealed what, and sealing anew: a row at a time and only while it still holds what was
/// read, so that it runs beside everything else, on any replica.
///
/// Neither version nor time of a credential changes: for its readers it is the same.
final class JdbcMasterKeys implements MasterKeys {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcMasterKeys.class);
  private static final int NAMED = 5;

  /// Every sealed value there is: credential, column, key that sealed it.
  private static final String SEALED =
      """
      SELECT name, place, encode(substring(sealed FROM 2 FOR 8), 'hex') AS key
      FROM credential CROSS JOIN LATERAL (VALUES
        ('password', password), ('enable_secret', enable_secret),
        ('private_key', private_key), ('key_passphrase', key_passphrase)) AS kept (place, sealed)
      WHERE sealed IS NOT NULL
      """;

  private final JdbcClient sql;
  private final Seal seal;

  JdbcMasterKeys(JdbcClient sql, Seal seal) {
    this.sql = sql;
    this.seal = seal;
  }

  @Override
  public List<MasterKey> all() {
    Map<String, Long> counted = new HashMap<>();
    sql.sql("SELECT key, count(*) AS sealed FROM (" + SEALED + ") GROUP BY key ORDER BY key")
        .query((row, _) -> counted.put(row.getString("key"), row.getLong("sealed")))
        .list();
    List<MasterKey> all = new ArrayList<>();
    for (String id : seal.keyIds()) {
      long sealed = counted.getOrDefault(id, 0L);
      counted.remove(id);
      all.add(new MasterKey(id, all.isEmpty(), true, sealed));
    }
    counted.forEach((id, sealed) -> all.add(new MasterKey(id, false, false, sealed)));
    return all;
  }

  @Override
  public int sealAnew(int atMost) {
    var due =
        sql.sql(
                "SELECT DISTINCT name FROM ("
                    + SEALED
                    + ") WHERE key IN (:older) ORDER BY name LIMIT :most")
            .param("older", seal.olderKeyIds().isEmpty() ? List.of("") : seal.olderKeyIds())
            .param("most", atMost)
            .query((row, _) -> row.getString("name"))
            .list();
    int done = 0;
    for (String name : due) {
      for (JdbcVault.Field field : JdbcVault.Field.values()) {
        done += sealAnew(name, field);
      }
    }
    if (done > 0) {
      long left =
          all().stream()
              .filter(key -> !key.current() && key.given())
              .mapToLong(MasterKey::sealed)
              .sum();
      LOG.info(
          "sealed {} stored secrets anew with master key {}; {} are left",
          done,
          seal.keyIds().getFirst(),
          left);
    }
    return done;
  }

  private int sealAnew(String name, JdbcVault.Field field) {
    String column = field.column();
    byte[] old =
        sql.sql("SELECT " + column + " FROM credential WHERE name = :name")
            .param("name", name)
            .query((row, _) -> java.util.Optional.ofNullable(row.getBytes(1)))
            .optional()
            .flatMap(bytes -> bytes)
            .orElseGet(() -> new byte[0]);
    if (!seal.isOfAnOlderKey(old)) {
      return 0;
    }
    try {
      String place = JdbcVault.place(name, field);
      return sql.sql(
              "UPDATE credential SET %1$s = :anew WHERE name = :name AND %1$s = :old"
                  .formatted(column))
          .param("anew", seal.close(seal.open(old, place), place))
          .param("name", name)
          .param("old", old)
          .update();
    } catch (Seal.Broken why) {
      LOG.error("the {} of credential {} {}", column.replace('_', ' '), name, why.getMessage());
      return 0;
    }
  }

  @Override
  public void requireAll() {
    Map<String, List<String>> missing = new LinkedHashMap<>();
    sql.sql(
            "SELECT DISTINCT key, name FROM ("
                + SEALED
                + ") WHERE key NOT IN (:given) ORDER BY key, name")
        .param("given", seal.keyIds())
        .query((row, _) ->
            missing
                .computeIfAbsent(row.getString("key"), any -> new ArrayList<>())
                .add(row.getString("name")))
        .list();
    if (!missing.isEmpty()) {
      throw new Missing(words(missing));
    }
  }

  private String words(Map<String, List<String>> missing) {
    List<String> each = new ArrayList<>();
    missing.forEach((key, names) ->
        each.add(
            "%d credentials (%s%s) are sealed with master key %s"
                .formatted(
                    names.size(),
                    String.join(", ", names.subList(0, Math.min(NAMED, names.size()))),
                    names.size() > NAMED ? ", …" : "",
                    key)));
    return String.join("; ", each)
        + ", but given are only "
        + String.join(", ", seal.keyIds())
        + ": give the missing key as HITLESS_MASTER_KEY, or in HITLESS_OLDER_MASTER_KEYS while it is"
        + " being replaced. Nothing was changed";
  }
}
