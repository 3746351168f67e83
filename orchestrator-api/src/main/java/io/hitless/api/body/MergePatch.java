package io.hitless.api.body;

import io.hitless.api.problem.Rejection;
import io.hitless.api.problem.Violation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Merge Patch (RFC 7396): what is named is replaced, what is `null` is removed, the rest
/// stays.
public final class MergePatch {
  private MergePatch() {}

  /// `current` with `patch` applied; neither is changed.
  ///
  /// @throws Rejection when the patch is no object
  public static JsonNode apply(ObjectNode current, JsonNode patch) {
    if (!patch.isObject()) {
      throw Rejection.invalid(List.of(new Violation("", "wrong-type", "must be an object")));
    }
    return merge(current.deepCopy(), patch);
  }

  private static ObjectNode merge(ObjectNode target, JsonNode patch) {
    for (String name : patch.propertyNames()) {
      JsonNode value = patch.get(name);
      JsonNode before = target.get(name);
      if (value.isNull()) {
        target.putNull(name);
      } else if (value.isObject() && before instanceof ObjectNode object) {
        target.set(name, merge(object, value));
      } else {
        target.set(name, value);
      }
    }
    return target;
  }
}
