package io.hitless.terminal;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Answers of the service, read by pointer; what is missing or `null` is an empty text.
final class Json {
  static final JsonMapper MAPPER = JsonMapper.shared();
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  static String text(JsonNode node, String pointer) {
    JsonNode found = node.at(pointer);
    return found.isArray() ? String.join(" ", texts(found)) : found.asString("");
  }

  /// A moment to the second, as people read it.
  static String moment(JsonNode node, String pointer) {
    return text(node, pointer).replaceFirst("\\.\\d+Z$", "Z");
  }

  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(item -> item.asString("")).toList();
  }

  /// For people and for `jq`.
  static String pretty(Object node) {
    return PRETTY.writeValueAsString(node);
  }

  /// One line, as streams have it.
  static String line(Object node) {
    return MAPPER.writeValueAsString(node);
  }
}
