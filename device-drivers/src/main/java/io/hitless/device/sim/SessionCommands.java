package io.hitless.device.sim;

import static io.hitless.device.sim.Command.doing;

import java.util.function.IntConsumer;
import java.util.stream.Stream;

/// Commands about the session itself: enable, terminal settings, leaving.
final class SessionCommands {
  private static final int TRIES = 3;

  private SessionCommands() {}

  static Stream<Command> open() {
    return Stream.of(
        doing("enable", turn -> enable(turn, 1)),
        doing("disable", turn -> turn.shell().where().enter(Mode.EXEC)),
        doing("exit", turn -> turn.shell().close()),
        doing("logout", turn -> turn.shell().close()),
        doing("quit", turn -> turn.shell().close()),
        doing("terminal length <lines>", SessionCommands::length),
        doing("terminal width <columns>", SessionCommands::width),
        doing("terminal no monitor", turn -> turn.chassis().log().unwatch(turn.shell())),
        doing("terminal exec prompt timestamp", turn -> {}),
        doing("terminal no exec prompt timestamp", turn -> {}),
        doing("terminal history size <lines>", turn -> {}),
        doing("terminal default length", turn -> turn.shell().tty().length(24)),
        doing(
            "ping <host>",
            turn -> turn.refuse("% Unrecognized host or address, or protocol not running.\n\n")),
        doing("traceroute <host>", turn -> turn.refuse("% Unrecognized host or address.\n\n")),
        doing(
            "telnet <host>",
            turn -> turn.refuse("% Telnet connections not permitted from this terminal\n")),
        doing(
            "ssh <host>",
            turn -> turn.refuse("% Connections to that host not permitted from this terminal\n")));
  }

  static Stream<Command> privileged() {
    return Stream.of(
        doing("terminal monitor", turn -> turn.chassis().log().watch(turn.shell())),
        doing("configure terminal", SessionCommands::configure),
        doing("clear line vty <number>", turn -> turn.print("[confirm]\n [OK]\n")));
  }

  private static void enable(Turn turn, int attempt) {
    Shell shell = turn.shell();
    if (shell.where().mode() == Mode.ENABLE) {
      return;
    }
    if (shell.login().enableSecret().isEmpty()) {
      shell.where().enter(Mode.ENABLE);
      return;
    }
    turn.ask(
        new Question(
            "Password: ",
            Question.Kind.ENABLE_SECRET,
            typed -> {
              if (shell.login().enableSecret().filter(typed::equals).isPresent()) {
                shell.where().enter(Mode.ENABLE);
                turn.end();
              } else if (attempt < TRIES) {
                enable(turn, attempt + 1);
              } else {
                turn.say("% Bad secrets\n\n");
                turn.end();
              }
            },
            () -> {}));
  }

  private static void configure(Turn turn) {
    turn.say("Enter configuration commands, one per line.  End with CNTL/Z.\n");
    turn.shell().where().enter(Mode.CONFIG);
  }

  private static void length(Turn turn) {
    number(turn, 512, turn.shell().tty()::length);
  }

  private static void width(Turn turn) {
    number(turn, 512, turn.shell().tty()::width);
  }

  private static void number(Turn turn, int limit, IntConsumer then) {
    String typed = turn.argument(0);
    if (!typed.matches("\\d{1,3}") || Integer.parseInt(typed) > limit) {
      turn.refuse(
          " ".repeat(turn.shell().promptLength() + "terminal length ".length())
              + "^\n% Invalid input detected at '^' marker.\n\n");
      return;
    }
    then.accept(Integer.parseInt(typed));
  }
}
