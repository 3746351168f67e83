package io.hitless.device.sim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Pattern;

/// When a mishap strikes. Written as one of `start`, `login` (at each new session), `after:PT10M`
/// (device time since the start), `tick:activate.stage-2` (right before that step of an operation)
/// and `command:install commit` (a regular expression that a typed line begins with), the last two
/// optionally followed by `#2` for the second time only.
public sealed interface Trigger {
  /// Before the device answers for the first time.
  record Start() implements Trigger {}

  /// When a session begins.
  record Login() implements Trigger {}

  /// Once so much device time has passed.
  record After(Duration time) implements Trigger {}

  /// At the nth time that a step of that name is about to be taken.
  record Tick(String name, int nth) implements Trigger {}

  /// At the nth line that begins so; 0: at every one.
  record Typed(Pattern line, int nth) implements Trigger {
    @Override
    public String toString() {
      return "command:" + line + (nth == 0 ? "" : "#" + nth);
    }
  }

  /// @throws IllegalArgumentException when it is none of these
  @JsonCreator
  static Trigger of(String text) {
    int hash = text.lastIndexOf('#');
    int nth = hash < 0 ? 0 : Integer.parseInt(text.substring(hash + 1));
    String bare = hash < 0 ? text : text.substring(0, hash);
    if (bare.equals("start")) {
      return new Start();
    }
    if (bare.equals("login")) {
      return new Login();
    }
    if (bare.startsWith("after:")) {
      return new After(Duration.parse(bare.substring("after:".length())));
    }
    if (bare.startsWith("tick:")) {
      return new Tick(bare.substring("tick:".length()), Math.max(1, nth));
    }
    if (bare.startsWith("command:")) {
      return new Typed(Pattern.compile(bare.substring("command:".length())), nth);
    }
    throw new IllegalArgumentException("not a trigger: " + text);
  }

  @JsonValue
  default String text() {
    return switch (this) {
      case Start() -> "start";
      case Login() -> "login";
      case After(Duration time) -> "after:" + time;
      case Tick(String name, int nth) -> "tick:" + name + "#" + nth;
      case Typed typed -> typed.toString();
    };
  }
}
