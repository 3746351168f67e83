package io.hitless.device.iosxe.show;

import io.hitless.device.DeviceException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Any fact as plain maps and lists, so that it can be laid beside a JSON file: the kind of a
/// sealed value is named, an absent value left out.
final class Shape {
  private Shape() {}

  static Object of(Object value) {
    return switch (value) {
      case Record fact -> ofRecord(fact);
      case List<?> list -> list.stream().map(Shape::of).toList();
      case Boolean bool -> bool;
      case Number number -> number;
      case DeviceException.UnrecognisedOutput busy when busy.busy() ->
          Map.of("busy", busy.getMessage());
      case DeviceException.UnrecognisedOutput refused -> Map.of("refused", refused.getMessage());
      case DeviceException silent -> Map.of(silent.code(), silent.getMessage());
      default -> value.toString();
    };
  }

  private static Map<String, Object> ofRecord(Record fact) {
    Map<String, Object> shape = new LinkedHashMap<>();
    for (Class<?> kind : fact.getClass().getInterfaces()) {
      if (kind.isSealed()) {
        shape.put("is", fact.getClass().getSimpleName());
      }
    }
    for (RecordComponent component : fact.getClass().getRecordComponents()) {
      Object part = component(fact, component);
      if (part instanceof Optional<?> maybe) {
        maybe.ifPresent(present -> shape.put(component.getName(), of(present)));
      } else {
        shape.put(component.getName(), of(part));
      }
    }
    if (shape.get("text") instanceof String text && shape.containsKey("rebuild")) {
      return new LinkedHashMap<>(Map.of("version", text));
    }
    return shape;
  }

  private static Object component(Record fact, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(fact);
    } catch (IllegalAccessException | InvocationTargetException broken) {
      throw new AssertionError(broken);
    }
  }
}
