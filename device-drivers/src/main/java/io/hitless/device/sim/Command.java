package io.hitless.device.sim;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// One thing that can be typed.
///
/// @param pattern words, `<argument>`s, or `<rest...>` for the remainder of the line
/// @param changing whether it may change the device
record Command(String pattern, boolean changing, Consumer<Turn> action) {

  /// The command with all its words in full and what was typed for the rest.
  String expanded(List<String> arguments) {
    StringBuilder line = new StringBuilder();
    Iterator<String> typed = arguments.iterator();
    for (String word : pattern.split(" ", -1)) {
      line.append(line.isEmpty() ? "" : " ")
          .append(word.startsWith("<") && typed.hasNext() ? typed.next() : word);
    }
    return line.toString();
  }

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
