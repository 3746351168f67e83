package io.hitless.api.openapi;

import java.lang.reflect.Type;

/// What our records are called in the document: `DeviceView` is a `Device`, its `Facts` are
/// `DeviceFacts`, a piece of a list of them is a `DeviceList`.
final class SchemaNames {
  private SchemaNames() {}

  static String of(Class<?> record, Type item) {
    if (item != record && item instanceof Class<?> listed) {
      return of(listed, listed) + "List";
    }
    Class<?> outer = record.getEnclosingClass();
    String name = record.getSimpleName();
    String bare = name.endsWith("View") ? name.substring(0, name.length() - "View".length()) : name;
    return outer == null ? bare : of(outer, outer) + bare;
  }
}
