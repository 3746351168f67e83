package io.hitless.db;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How values travel between records and columns. PostgreSQL keeps microseconds.
final class Columns {
  private Columns() {}

  static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(Columns::time).orElse(null);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static Optional<UUID> optionalUuid(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, UUID.class));
  }

  static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }

  static String[] texts(Collection<String> values) {
    return values.stream().sorted().toArray(String[]::new);
  }

  static <E extends Enum<E>> String[] words(Collection<E> values) {
    return values.stream().map(Enum::name).sorted().toArray(String[]::new);
  }

  static <E extends Enum<E>> @Nullable String word(Optional<E> value) {
    return value.map(Enum::name).orElse(null);
  }

  /// Text as a device printed it: the one character that PostgreSQL can't keep is replaced.
  static String printable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }
}
