package io.hitless.db;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Records as `jsonb`. Replicas of two releases read each other's documents while a fleet is
/// upgraded: fields that a reader doesn't know are passed over, fields that a writer didn't know
/// are empty. Only a change that this can't bridge raises `v`, and a reader refuses a greater one.
final class Json {
  private static final int VERSION = 1;
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final JsonMapper mapper =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .changeDefaultNullHandling(nulls -> JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
          .addModule(new SimpleModule().addSerializer(String.class, new PrintableText()))
          .build();

  String document(Object record) {
    // Written beside the record's own fields, without a detour over a tree: each save does this.
    String fields = mapper.writeValueAsString(record).substring(1);
    return "{\"v\":" + VERSION + (fields.equals("}") ? "" : ",") + fields;
  }

  <T> T document(String json, Class<T> type) {
    JsonNode tree = mapper.readTree(json);
    int version = tree.path("v").asInt(0);
    if (version > VERSION) {
      throw new IllegalStateException(
          type.getSimpleName() + " was written by a newer release (v" + version + ")");
    }
    return mapper.treeToValue(tree, type);
  }

  String list(List<?> records) {
    return mapper.writeValueAsString(records);
  }

  <T> List<T> list(String json, Class<T> type) {
    return mapper.readValue(
        json, mapper.getTypeFactory().constructCollectionType(List.class, type));
  }

  String flat(Object value) {
    return mapper.writeValueAsString(value);
  }

  Map<String, Object> map(String json) {
    return mapper.readValue(json, MAP);
  }

  /// What devices print may hold NUL, which PostgreSQL can't keep.
  private static final class PrintableText extends StdSerializer<String> {
    PrintableText() {
      super(String.class);
    }

    @Override
    public void serialize(String value, JsonGenerator to, SerializationContext context) {
      to.writeString(Columns.printable(value));
    }
  }
}
