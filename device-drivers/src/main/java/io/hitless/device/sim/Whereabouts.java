package io.hitless.device.sim;

/// Where on the command line a session is, and the prompt that says so.
final class Whereabouts {
  private static final String TOP = "config";

  /// Prompts of configuration repeat at most so much of the name.
  private static final int SHORT_NAME = 20;

  private final Chassis chassis;
  private final int level;
  private Mode mode;
  private String part = TOP;

  /// @param level privilege of the account while it has not enabled itself
  Whereabouts(Chassis chassis, Mode mode, int level) {
    this.chassis = chassis;
    this.mode = mode;
    this.level = level;
  }

  Mode mode() {
    return mode;
  }

  void enter(Mode next) {
    mode = next;
    part = TOP;
  }

  /// Does something as if in another mode.
  void visiting(Mode other, Runnable something) {
    Mode own = mode;
    mode = other;
    something.run();
    mode = own;
  }

  /// Goes into a part of the configuration such as `config-if`.
  void enterPart(String name) {
    part = name;
  }

  boolean isInPart() {
    return !part.equals(TOP);
  }

  void leavePart() {
    part = TOP;
  }

  String prompt() {
    String suffix = chassis.promptSuffix();
    String name = chassis.hostname();
    if (suffix.endsWith(": ") || suffix.startsWith("rommon ")) {
      return suffix;
    }
    return switch (mode) {
      case EXEC -> name + suffix + (level > 1 ? "#" : ">");
      case ENABLE -> name + suffix + "#";
      case CONFIG -> name.substring(0, Math.min(SHORT_NAME, name.length())) + "(" + part + ")#";
    };
  }
}
