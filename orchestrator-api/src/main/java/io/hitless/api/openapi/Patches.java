package io.hitless.api.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a merge patch: the fields of the form, none of them required.
final class Patches {
  private Patches() {}

  @SuppressWarnings({"rawtypes", "unchecked"}) // as the library has it
  static void add(Map<String, Schema> schemas, String form, String patch) {
    @Nullable Schema<?> whole = schemas.get(form);
    if (whole == null) {
      return;
    }
    var part = new JsonSchema();
    part.addType("object");
    part.setProperties((Map<String, Schema>) (Map) whole.getProperties());
    part.setAdditionalProperties(false);
    part.setDescription("JSON Merge Patch (RFC 7396): what is left out stays, null removes.");
    schemas.put(patch, part);
  }
}
