package io.hitless.audit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// JSON of which there is one way to write it, after RFC 8785: names sorted, no blanks, only what
/// must be escaped is. Numbers, which need not be doubles here, are decimals without zeros behind.
final class CanonicalJson {
  private final StringBuilder out = new StringBuilder(512);

  static byte[] bytes(Map<String, Object> value) {
    var writer = new CanonicalJson();
    writer.object(value);
    return writer.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> text(text);
      case Integer number -> out.append(number.intValue());
      case Long number -> out.append(number.longValue());
      case Number number ->
          out.append(new BigDecimal(number.toString()).stripTrailingZeros().toString());
      case Boolean truth -> out.append(truth.booleanValue());
      case Map<?, ?> map -> object(map);
      case List<?> list -> array(list);
      default ->
          throw new IllegalArgumentException(value.getClass() + " has no place in the log's JSON");
    }
  }

  private void object(Map<?, ?> map) {
    var sorted = new TreeMap<String, Object>();
    map.forEach((name, value) -> sorted.put((String) name, value));
    char before = '{';
    for (var entry : sorted.entrySet()) {
      out.append(before);
      text(entry.getKey());
      out.append(':');
      value(entry.getValue());
      before = ',';
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private void array(List<?> list) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      value(list.get(i));
    }
    out.append(']');
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
