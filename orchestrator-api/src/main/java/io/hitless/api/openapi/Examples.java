package io.hitless.api.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One example a form, kept as a file so that a test can send each of them.
@Component
final class Examples {
  private static final String FILE = "openapi-examples.json";

  private final JsonNode byName;
  private final JsonMapper json;

  Examples(JsonMapper json) {
    this.json = json;
    try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
      this.byName = json.readTree(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @SuppressWarnings("rawtypes") // as the library has it
  void addTo(Map<String, Schema> schemas) {
    for (String name : byName.propertyNames()) {
      @Nullable Schema<?> schema = schemas.get(name);
      if (schema != null) {
        schema.setExample(json.treeToValue(byName.get(name), Map.class));
      }
    }
  }
}
