package io.hitless.device.sim;

import java.util.function.Consumer;
import java.util.function.Function;

/// One thing that can be typed.
///
/// @param pattern words, `<argument>`s, or `<rest...>` for the remainder of the line
/// @param changing whether it may change the device
record Command(String pattern, boolean changing, Consumer<Turn> action) {

  static Command reading(String pattern, Function<Chassis, String> renderer) {
    return new Command(pattern, false, turn -> turn.print(renderer.apply(turn.chassis())));
  }

  static Command doing(String pattern, Consumer<Turn> action) {
    return new Command(pattern, false, action);
  }

  static Command changing(String pattern, Consumer<Turn> action) {
    return new Command(pattern, true, action);
  }
}
