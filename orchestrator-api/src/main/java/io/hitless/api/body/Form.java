package io.hitless.api.body;

import io.hitless.api.problem.Violation;
import java.util.List;

/// The body of a request: a record whose components say what each field must be. `Optional` ones
/// may be left out or `null`, lists may be left out, everything else must be there.
public interface Form {
  /// Rules between fields, asked once each field on its own is right.
  default List<Violation> contradictions() {
    return List.of();
  }
}
