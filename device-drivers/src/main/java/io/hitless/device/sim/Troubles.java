package io.hitless.device.sim;

/// What is going to go wrong on this device, and has not yet.
final class Troubles {
  private final Chassis chassis;

  Troubles(Chassis chassis) {
    this.chassis = chassis;
  }

  /// A step called `tick` is about to be taken.
  void strike(String tick) {
    if (tick.isEmpty()) {
      throw new IllegalArgumentException("a tick without a name on " + chassis.hostname());
    }
  }
}
