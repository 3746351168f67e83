package io.hitless.device.sim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes sense of a typed line in the mode it was typed in, or says in IOS's way that it can't.
final class Interpreter {
  /// A line that is about to be carried out.
  record Run(Turn turn, boolean changing, Runnable go) {}

  /// How long a line looks for a host called like a mistyped command.
  private static final Duration NAME_LOOKUP = Duration.ofSeconds(45);

  /// Commands of level 0, about which no server is asked.
  private static final Set<String> LEVEL_0 =
      Set.of("enable", "disable", "exit", "end", "logout", "quit");

  private Interpreter() {}

  static Run of(Shell shell, CommandBook book, String typed) {
    Mode mode = shell.where().mode();
    int bar = mode == Mode.CONFIG ? -1 : typed.indexOf('|');
    String line = bar < 0 ? typed : typed.substring(0, bar);
    Optional<Pipe> pipe = bar < 0 ? Optional.empty() : Pipe.of(typed.substring(bar + 1));
    if (bar >= 0 && pipe.isEmpty()) {
      return refusal(shell, incomplete());
    }
    return switch (book.tree(mode).read(line)) {
      case CommandTree.Reading.Understood(Command command, List<String> arguments) ->
          permitted(shell, command, arguments)
              ? run(shell, command, arguments, pipe)
              : refusal(shell, "Command authorization failed.\n\n");
      case CommandTree.Reading.Invalid(int column) -> refusal(shell, marker(shell, column));
      case CommandTree.Reading.Incomplete() -> refusal(shell, incomplete());
      case CommandTree.Reading.Ambiguous() ->
          refusal(shell, "% Ambiguous command:  \"" + line.strip() + "\"\n");
      case CommandTree.Reading.UnknownFirstWord(String word, boolean alone) ->
          alone && mode != Mode.CONFIG
              ? lookUp(shell, word)
              : refusal(shell, marker(shell, indent(line)));
    };
  }

  private static boolean permitted(Shell shell, Command command, List<String> arguments) {
    return LEVEL_0.contains(command.pattern())
        || shell.login().permits(command.expanded(arguments));
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static String incomplete() {
    return "% Incomplete command.\n\n";
  }

  private static String marker(Shell shell, int column) {
    return " ".repeat(shell.promptLength() + column)
        + "^\n% Invalid input detected at '^' marker.\n\n";
  }

  private static Run run(
      Shell shell, Command command, List<String> arguments, Optional<Pipe> pipe) {
    Turn turn = new Turn(shell, arguments, pipe);
    return new Run(turn, command.changing(), () -> command.action().accept(turn));
  }

  private static Run refusal(Shell shell, String text) {
    Turn turn = new Turn(shell, List.of(), Optional.empty());
    return new Run(turn, false, () -> turn.refuse(text));
  }

  private static Run lookUp(Shell shell, String word) {
    Turn turn = new Turn(shell, List.of(), Optional.empty());
    return new Run(
        turn,
        false,
        () -> {
          turn.verdict(Verdict.REFUSED);
          turn.say("Translating \"" + word + "\"...domain server (255.255.255.255)\n");
          turn.after(
              NAME_LOOKUP,
              () -> {
                turn.say(
                    """
                    % Bad IP address or host name
                    % Unknown command or computer name, or unable to find computer address
                    """);
                turn.end();
              });
        });
  }
}
