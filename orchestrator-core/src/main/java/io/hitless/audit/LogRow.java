package io.hitless.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One row of the log, event or entry, as it is hashed and exported: the digest is SHA-256 of its
/// canonical JSON.
///
/// @param fields with `id`, `at` and `kind` among them; absent ones are left out
public record LogRow(long id, Map<String, Object> fields) {
  public LogRow {
    fields = Map.copyOf(fields);
  }

  public static LogRow event(
      long id,
      Instant at,
      String type,
      Optional<?> job,
      Optional<?> device,
      Map<String, Object> data) {
    var fields = common(id, at, "EVENT", job, device, data);
    fields.put("type", type);
    return new LogRow(id, fields);
  }

  public static LogRow entry(
      long id,
      Instant at,
      String actor,
      String action,
      String outcome,
      Optional<?> job,
      Optional<?> device,
      Map<String, Object> data) {
    var fields = common(id, at, "AUDIT", job, device, data);
    fields.put("actor", actor);
    fields.put("action", action);
    fields.put("outcome", outcome);
    return new LogRow(id, fields);
  }

  private static LinkedHashMap<String, Object> common(
      long id,
      Instant at,
      String kind,
      Optional<?> job,
      Optional<?> device,
      Map<String, Object> data) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", id);
    fields.put("at", at.toString());
    fields.put("kind", kind);
    job.ifPresent(it -> fields.put("job", it.toString()));
    device.ifPresent(it -> fields.put("device", it.toString()));
    fields.put("data", data);
    return fields;
  }

  public Hash digest() {
    return Hash.over(CanonicalJson.bytes(fields));
  }

  /// The same content in another place.
  LogRow at(long otherId) {
    var moved = new LinkedHashMap<>(fields);
    moved.put("id", otherId);
    return new LogRow(otherId, moved);
  }
}
