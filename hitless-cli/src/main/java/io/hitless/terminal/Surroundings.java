package io.hitless.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// Where a command runs: everything that it takes from the machine.
///
/// @param variables of the environment
/// @param home the person's home folder
/// @param terminal whether `out` is looked at by a person, and may be coloured and drawn over
/// @param width of the terminal in characters, 0 where nobody knows
record Surroundings(
    Map<String, String> variables,
    Path home,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    int width) {

  /// As `bin/hitless` says: Java itself can't tell whether only its output is a terminal.
  static Surroundings ofThisProcess(PrintStream out, PrintStream err) {
    return new Surroundings(
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")),
        out,
        err,
        Boolean.getBoolean("hitless.terminal"),
        Integer.getInteger("hitless.width", 0));
  }
}
