package io.hitless.api.body;

import io.hitless.api.problem.Rejection;
import io.hitless.api.problem.Violation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.BeanUtils;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Makes a form out of JSON. Unlike a data binder it goes on after the first fault, takes no string
/// for a number, and knows every field that may be there.
@Component
public final class FormReader {
  private static final int SHORTEST_SECRET = 8;
  private static final Pattern WORD = Pattern.compile("[A-Za-z_-]{1,40}");

  /// @throws Rejection `invalid-request` with every violation
  public <F extends Record> F read(JsonNode json, Class<F> type) {
    var found = new ArrayList<Violation>();
    Optional<F> form = read(json, type, "", found);
    if (!found.isEmpty()) {
      throw Rejection.invalid(found);
    }
    return form.orElseThrow();
  }

  /// Reads one form inside a bigger body; what is wrong is added to `found`, and the form is there
  /// only when nothing was.
  public <F extends Record> Optional<F> read(
      JsonNode json, Class<F> type, String pointer, List<Violation> found) {
    if (!json.isObject()) {
      found.add(new Violation(pointer, "wrong-type", "must be an object"));
      return Optional.empty();
    }
    int before = found.size();
    unknownFields(json, type, pointer, found);
    RecordComponent[] components = type.getRecordComponents();
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      field(json.path(name), components[i].getAnnotatedType(), pointer + "/" + name, found)
          .ifPresent(assignTo(values, i));
    }
    if (found.size() > before) {
      return Optional.empty();
    }
    F form = instantiate(type, components, values);
    if (form instanceof Form rules) {
      rules.contradictions().stream()
          .map(fault -> new Violation(pointer + fault.pointer(), fault.code(), fault.message()))
          .forEach(found::add);
    }
    return found.size() > before ? Optional.empty() : Optional.of(form);
  }

  private static java.util.function.Consumer<Object> assignTo(Object[] values, int i) {
    return value -> values[i] = value;
  }

  private static void unknownFields(
      JsonNode json, Class<? extends Record> type, String pointer, List<Violation> found) {
    Set<String> known =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        String list = known.stream().sorted().collect(Collectors.joining(", "));
        found.add(unknown(name, pointer, list));
      }
    }
  }

  /// A secret may have slipped into the place of a name: what is no word is not told back.
  private static Violation unknown(String name, String pointer, String known) {
    if (name.length() < SHORTEST_SECRET || WORD.matcher(name).matches()) {
      String escaped = name.replace("~", "~0").replace("/", "~1");
      return new Violation(
          pointer + "/" + escaped, "unknown-field", "is not known here; known: " + known);
    }
    return new Violation(
        pointer,
        "unknown-field",
        "has a field that is not known here, and whose name is no word, so it is not repeated;"
            + " known: "
            + known);
  }

  /// The value of a field, which may be absent only where its type says so.
  private Optional<Object> field(
      JsonNode json, AnnotatedType type, String pointer, List<Violation> found) {
    Class<?> raw = RawTypes.of(type);
    boolean absent = json.isMissingNode() || json.isNull();
    if (raw == Optional.class) {
      return absent
          ? Optional.of(Optional.empty())
          : Optional.of(value(json, RawTypes.argument(type), pointer, found));
    }
    if (absent && (raw == List.class || raw == Set.class)) {
      return Optional.of(raw == List.class ? List.of() : Set.of());
    }
    if (absent) {
      found.add(new Violation(pointer, "required", "is required"));
      return Optional.empty();
    }
    return value(json, type, pointer, found);
  }

  private Optional<Object> value(
      JsonNode json, AnnotatedType type, String pointer, List<Violation> found) {
    Class<?> raw = RawTypes.of(type);
    if (raw == List.class || raw == Set.class) {
      return elements(json, (AnnotatedParameterizedType) type, pointer, found);
    }
    if (raw.isRecord()) {
      return read(json, raw.asSubclass(Record.class), pointer, found).map(form -> form);
    }
    return switch (Scalars.read(json, type)) {
      case Scalars.Read.Value(Object value) -> Optional.of(value);
      case Scalars.Read.Fault(String code, String message) -> {
        found.add(new Violation(pointer, code, message));
        yield Optional.empty();
      }
    };
  }

  private Optional<Object> elements(
      JsonNode json, AnnotatedParameterizedType type, String pointer, List<Violation> found) {
    if (!json.isArray()) {
      found.add(new Violation(pointer, "wrong-type", "must be an array"));
      return Optional.empty();
    }
    AtMost most = type.getAnnotation(AtMost.class);
    if (most != null && json.size() > most.value()) {
      found.add(
          new Violation(pointer, "too-many", "must not have more than " + most.value() + " items"));
      return Optional.empty();
    }
    boolean distinct = RawTypes.of(type) == Set.class;
    var values = new ArrayList<>();
    var seen = new HashSet<>();
    for (int i = 0; i < json.size(); i++) {
      String at = pointer + "/" + i;
      if (json.get(i).isNull()) {
        found.add(new Violation(at, "wrong-type", "must not be null"));
        continue;
      }
      value(json.get(i), RawTypes.argument(type), at, found)
          .ifPresent(value -> {
            if (!seen.add(value) && distinct) {
              found.add(new Violation(at, "duplicate", "is in the list already"));
            }
            values.add(value);
          });
    }
    return Optional.of(distinct ? Set.copyOf(values) : List.copyOf(values));
  }

  private static <F extends Record> F instantiate(
      Class<F> type, RecordComponent[] components, Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return BeanUtils.instantiateClass(type.getDeclaredConstructor(types), values);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(type + " has no canonical constructor", impossible);
    }
  }
}
