package io.hitless.helm;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/// A field of an object and what it holds, if it holds anything.
record Fields(String name, Object value) {
  static List<Fields> of(Object object) {
    List<Fields> all = new ArrayList<>();
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          value(field, object, all);
        }
      }
    }
    return all;
  }

  private static void value(Field field, Object object, List<Fields> all) {
    if (field.getDeclaringClass().getName().startsWith("io.fabric8.")) {
      try {
        field.setAccessible(true);
        Object value = field.get(object);
        if (value != null) {
          all.add(new Fields(field.getName(), value));
        }
      } catch (IllegalAccessException closed) {
        throw new AssertionError(closed);
      }
    }
  }
}
