package io.hitless.api.openapi;

import com.fasterxml.jackson.databind.JavaType;
import io.hitless.api.body.Form;
import io.hitless.api.body.RawTypes;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Describes our records from the same annotations by which they are read, so that the document
/// cannot say anything else than the code does.
@Component
final class RecordSchemas implements ModelConverter {
  private static final String OURS = "io.hitless.api.";

  @Override
  public boolean isOpenapi31() {
    return true;
  }

  @Override
  @SuppressWarnings("rawtypes") // as the library has it
  public @Nullable Schema resolve(
      AnnotatedType wanted, ModelConverterContext context, Iterator<ModelConverter> others) {
    Type type = wanted.getType();
    Type item = type;
    if (type instanceof JavaType known) {
      type = known.getRawClass();
      item = known.containedTypeCount() == 1 ? known.containedType(0).getRawClass() : type;
    } else if (type instanceof ParameterizedType parameterized) {
      type = parameterized.getRawType();
      item = parameterized.getActualTypeArguments()[0];
    }
    if (type instanceof Class<?> raw && raw.isRecord() && raw.getName().startsWith(OURS)) {
      return reference(raw, item, context);
    }
    return others.hasNext() ? others.next().resolve(wanted, context, others) : null;
  }

  private Schema<?> reference(Class<?> record, Type item, ModelConverterContext context) {
    String name = SchemaNames.of(record, item);
    if (!context.getDefinedModels().containsKey(name)) {
      var schema = new JsonSchema();
      context.defineModel(name, schema);
      describe(schema, record, item, context);
      context.defineModel(name, schema);
    }
    return new JsonSchema().$ref("#/components/schemas/" + name);
  }

  private void describe(
      JsonSchema schema, Class<?> record, Type item, ModelConverterContext context) {
    schema.addType("object");
    boolean form = Form.class.isAssignableFrom(record);
    for (RecordComponent component : record.getRecordComponents()) {
      var type = component.getAnnotatedType();
      Class<?> raw = RawTypes.of(type);
      if (raw == Map.class && component.getName().equals("more")) {
        schema.setAdditionalProperties(true);
        continue;
      }
      schema.addProperty(component.getName(), value(type, item, context));
      boolean maybe = raw == Optional.class || (form && (raw == List.class || raw == Set.class));
      if (form ? !maybe : !record.getSimpleName().equals("Problem") || isAlwaysTold(component)) {
        schema.addRequiredItem(component.getName());
      }
    }
    if (form) {
      schema.setAdditionalProperties(false);
    }
  }

  private static boolean isAlwaysTold(RecordComponent component) {
    return Set.of("type", "title", "status", "code", "detail").contains(component.getName());
  }

  private Schema<?> value(
      java.lang.reflect.AnnotatedType type, Type item, ModelConverterContext context) {
    if (type.getType() instanceof TypeVariable<?>) {
      return reference((Class<?>) item, item, context);
    }
    Class<?> raw = RawTypes.of(type);
    if (raw == Optional.class) {
      return orNull(value(RawTypes.argument(type), item, context));
    }
    if (raw == List.class || raw == Set.class) {
      return ScalarSchemas.array(type, value(RawTypes.argument(type), item, context));
    }
    return raw.isRecord() ? reference(raw, raw, context) : ScalarSchemas.of(raw, type);
  }

  private static Schema<?> orNull(Schema<?> schema) {
    if (schema.get$ref() != null) {
      var nothing = new JsonSchema();
      nothing.addType("null");
      return new JsonSchema().oneOf(List.of(schema, nothing));
    }
    schema.addType("null");
    if (schema.getEnum() != null) {
      schema.addEnumItemObject(null);
    }
    return schema;
  }
}
