package io.hitless.device;

/// What a session is held under: asked in the moment before anything is typed, so that whoever
/// slept between a decision and its keystrokes types nothing when he wakes up.
@FunctionalInterface
public interface Permit {
  Permit ALWAYS = () -> {};

  /// Throws when nothing may be typed any more. Must not block.
  void mustStand();
}
