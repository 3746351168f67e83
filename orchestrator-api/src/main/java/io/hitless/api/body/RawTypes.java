package io.hitless.api.body;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/// The classes behind the types of a record's components.
public final class RawTypes {
  private RawTypes() {}

  /// `List` of `List<String>`.
  public static Class<?> of(AnnotatedType type) {
    Type plain = type.getType();
    if (plain instanceof ParameterizedType parameterized) {
      plain = parameterized.getRawType();
    }
    if (plain instanceof Class<?> known) {
      return known;
    }
    throw new IllegalStateException(plain + " cannot be part of a form");
  }

  /// `String`, with its annotations, of `List<String>`.
  public static AnnotatedType argument(AnnotatedType type) {
    return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0];
  }
}
