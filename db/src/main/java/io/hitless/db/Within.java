package io.hitless.db;

import io.hitless.access.Scope;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a scope is in SQL: the one text of it, true or false and never unknown.
final class Within {
  private static final String SITE =
      "(cardinality(:scopeSites::text[]) = 0 OR coalesce(%s.site = ANY (:scopeSites), false))";
  private static final String TAGS =
      "(cardinality(:scopeTags::text[]) = 0 OR %s.tags && :scopeTags::text[])";

  /// Of a row of `job`: where its device is now; once that is forgotten, where it was.
  static final String JOB =
      """
      CASE WHEN EXISTS (SELECT FROM device WHERE device.id = job.device)
        THEN EXISTS (SELECT FROM device WHERE device.id = job.device AND %s AND %s)
        ELSE cardinality(:scopeTags::text[]) = 0 AND %s END
      """
          .formatted(SITE.formatted("device"), TAGS.formatted("device"), SITE.formatted("job"));

  /// Of a row of `device`.
  static final String DEVICE = SITE.formatted("device") + " AND " + TAGS.formatted("device");

  /// Of a row of `readiness_fleet` called `fleet`: no part of it is beyond.
  static final String FLEET =
      """
      NOT EXISTS (SELECT FROM readiness_run run WHERE run.fleet = fleet.id
        AND NOT EXISTS (SELECT FROM device WHERE device.id = run.device AND %s))
      """
          .formatted(DEVICE);

  private Within() {}

  static Map<String, @Nullable Object> values(Scope scope) {
    var values = new HashMap<String, @Nullable Object>();
    values.put("scopeSites", Columns.texts(scope.sites()));
    values.put("scopeTags", Columns.texts(scope.tags()));
    return values;
  }
}
