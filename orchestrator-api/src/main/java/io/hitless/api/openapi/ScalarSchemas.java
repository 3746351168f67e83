package io.hitless.api.openapi;

import io.hitless.api.body.AtMost;
import io.hitless.api.body.Between;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.body.RawTypes;
import io.hitless.api.body.Within;
import io.hitless.device.Secret;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/// Describes the values that have no parts of ours.
final class ScalarSchemas {
  private ScalarSchemas() {}

  static Schema<?> of(Class<?> raw, AnnotatedType type) {
    var schema = new JsonSchema();
    if (raw == boolean.class || raw == Boolean.class) {
      schema.addType("boolean");
    } else if (raw == int.class || raw == Integer.class) {
      number(schema, "int32", type);
    } else if (raw == long.class || raw == Long.class) {
      number(schema, "int64", type);
    } else if (raw == Map.class) {
      schema.addType("object");
      schema.setAdditionalProperties(true);
    } else {
      schema.addType("string");
      text(schema, raw, type);
    }
    return schema;
  }

  static Schema<?> array(AnnotatedType type, Schema<?> items) {
    var schema = new JsonSchema();
    schema.addType("array");
    schema.setItems(items);
    AtMost most = type.getAnnotation(AtMost.class);
    if (most != null) {
      schema.setMaxItems(most.value());
    }
    if (RawTypes.of(type) == Set.class) {
      schema.setUniqueItems(true);
    }
    return schema;
  }

  private static void number(JsonSchema schema, String format, AnnotatedType type) {
    schema.addType("integer");
    schema.setFormat(format);
    Between bounds = type.getAnnotation(Between.class);
    if (bounds != null) {
      schema.setMinimum(BigDecimal.valueOf(bounds.min()));
      schema.setMaximum(BigDecimal.valueOf(bounds.max()));
    }
  }

  private static void text(JsonSchema schema, Class<?> raw, AnnotatedType type) {
    if (raw.isEnum()) {
      Arrays.stream(raw.getEnumConstants())
          .map(each -> ((Enum<?>) each).name())
          .forEach(schema::addEnumItemObject);
    } else if (raw == Instant.class) {
      schema.setFormat("date-time");
    } else if (raw == Duration.class) {
      schema.setFormat("duration");
      Within bounds = type.getAnnotation(Within.class);
      if (bounds != null) {
        schema.setDescription("from " + bounds.min() + " to " + bounds.max());
      }
    }
    if (raw == Secret.class) {
      schema.setFormat("password");
      schema.setWriteOnly(true);
    }
    Is is = type.getAnnotation(Is.class);
    if (is != null) {
      grammar(schema, is.value());
    }
  }

  private static void grammar(JsonSchema schema, Grammar grammar) {
    schema.setMinLength(1);
    schema.setMaxLength(grammar.longest());
    schema.setDescription(grammar.message());
    grammar.pattern().ifPresent(schema::setPattern);
  }
}
