package io.hitless.db;

import io.hitless.audit.LogRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Rows of `log_row` on their way to being hashed: numbers keep every digit.
final class LogRows {
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final JsonMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  Written row(ResultSet row, int index) throws SQLException {
    long id = row.getLong("id");
    Instant at = Columns.instant(row, "at");
    Optional<?> job = Columns.optionalText(row, "job");
    Optional<?> device = Columns.optionalText(row, "device");
    Map<String, Object> data = mapper.readValue(row.getString("data"), MAP);
    String word = row.getString("word");
    return new Written(
        at,
        row.getString("kind").equals("EVENT")
            ? LogRow.event(id, at, word, job, device, data)
            : LogRow.entry(
                id, at, row.getString("actor"), word, row.getString("outcome"), job, device, data));
  }

  /// A row, and when it was written.
  record Written(Instant at, LogRow row) {}
}
