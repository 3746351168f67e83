package io.hitless.api.audit;

import io.hitless.inventory.DeviceId;
import java.util.Optional;

/// Shows a resource as the audit keeps it before and after somebody acted on it, without secrets.
/// Whoever has a collection of resources provides one.
public interface Snapshot {

  /// Path segment behind `/api/v1/` (`devices`), or of a part with a list of its own, which is
  /// shown by the id of the whole (`devices/waivers`).
  String collection();

  /// The resource as it is now, if there is one of this id or name.
  Optional<Shown> of(String id);

  /// @param view what is kept, written as JSON
  /// @param device that it belongs to, if any
  record Shown(Object view, Optional<DeviceId> device) {}
}
