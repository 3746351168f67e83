package io.hitless.api.body;

import io.hitless.device.Secret;
import java.lang.reflect.AnnotatedType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the values that have no parts: text, numbers, words of an enum, times.
final class Scalars {
  private static final Pattern UTC =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z");
  private static final Pattern DURATION =
      Pattern.compile(
          "P(?!$)(?:\\d{1,4}D)?(?:T(?=\\d)(?:\\d{1,6}H)?(?:\\d{1,6}M)?(?:\\d{1,9}S)?)?");

  private Scalars() {}

  /// A value, or what is wrong.
  sealed interface Read {
    record Value(Object value) implements Read {}

    record Fault(String code, String message) implements Read {}
  }

  static Read read(JsonNode json, AnnotatedType type) {
    Class<?> raw = RawTypes.of(type);
    if (raw == Boolean.class || raw == boolean.class) {
      return json.isBoolean() ? new Read.Value(json.booleanValue()) : wrong("true or false");
    }
    if (raw == Integer.class || raw == Long.class || raw == int.class || raw == long.class) {
      return number(json, type, raw);
    }
    if (!json.isString()) {
      return wrong("a string");
    }
    String text = json.stringValue();
    if (raw.isEnum()) {
      return word(text, raw);
    }
    if (raw == Instant.class) {
      return instant(text);
    }
    if (raw == Duration.class) {
      return duration(text, type.getAnnotation(Within.class));
    }
    return text(text, type, raw);
  }

  private static Read wrong(String expected) {
    return new Read.Fault("wrong-type", "must be " + expected);
  }

  private static Read number(JsonNode json, AnnotatedType type, Class<?> raw) {
    if (!json.isIntegralNumber()) {
      return wrong("a whole number");
    }
    Between bounds = type.getAnnotation(Between.class);
    long min = bounds == null ? Integer.MIN_VALUE : bounds.min();
    long max = bounds == null ? Integer.MAX_VALUE : bounds.max();
    if (!json.canConvertToLong() || json.longValue() < min || json.longValue() > max) {
      return new Read.Fault("out-of-range", "must be between " + min + " and " + max);
    }
    boolean small = raw == Integer.class || raw == int.class;
    return new Read.Value(small ? (Object) json.intValue() : (Object) json.longValue());
  }

  private static Read word(String text, Class<?> type) {
    Optional<Object> constant =
        Arrays.<Object>stream(type.getEnumConstants())
            .filter(each -> ((Enum<?>) each).name().equals(text))
            .findFirst();
    return constant
        .<Read>map(Read.Value::new)
        .orElseGet(() ->
            new Read.Fault(
                "unknown-word",
                "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                        .map(each -> ((Enum<?>) each).name())
                        .collect(Collectors.joining(", "))));
  }

  private static Read instant(String text) {
    try {
      if (UTC.matcher(text).matches()) {
        return new Read.Value(Instant.parse(text));
      }
    } catch (DateTimeException _) {
      // Right form, impossible date: the same answer.
    }
    return new Read.Fault(
        "malformed-timestamp", "must be a time in UTC with Z, such as 2026-12-01T01:00:00Z");
  }

  private static Read duration(String text, @Nullable Within bounds) {
    if (!DURATION.matcher(text).matches()) {
      return new Read.Fault("malformed-duration", "must be an ISO-8601 duration, such as PT10M");
    }
    Duration value = Duration.parse(text);
    if (bounds != null
        && (value.compareTo(Duration.parse(bounds.min())) < 0
            || value.compareTo(Duration.parse(bounds.max())) > 0)) {
      return new Read.Fault(
          "out-of-range", "must be between " + bounds.min() + " and " + bounds.max());
    }
    return new Read.Value(value);
  }

  private static Read text(String text, AnnotatedType type, Class<?> raw) {
    Is is = type.getAnnotation(Is.class);
    if (is == null) {
      throw new IllegalStateException("a string of a form without a grammar: " + type);
    }
    Optional<String> fault = is.value().fault(text);
    if (fault.isPresent()) {
      return new Read.Fault(is.value().code(), fault.get());
    }
    return new Read.Value(raw == Secret.class ? Secret.of(text) : text);
  }
}
