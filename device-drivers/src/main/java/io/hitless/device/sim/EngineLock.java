package io.hitless.device.sim;

/// Who holds the install engine.
sealed interface EngineLock {
  record Free() implements EngineLock {}

  /// An operation runs in the open.
  record Busy(String operation) implements EngineLock {}

  /// The silent check after an add: verbs sent now are lost.
  record PostCheck() implements EngineLock {}

  /// Held by a session that is gone; only a reload frees it.
  record Wedged() implements EngineLock {}
}
