package io.hitless.device.sim;

import static io.hitless.device.sim.Command.changing;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The install verbs, with the questions that some of them ask first.
final class InstallCommands {
  private static final Duration DEFAULT_TIMER = Duration.ofHours(2);

  private InstallCommands() {}

  static Stream<Command> all() {
    return Stream.of(
        changing("install add file <url>", InstallCommands::add),
        changing("install add file <url> activate issu commit", InstallCommands::oneShot),
        changing(
            "install add file <url> activate issu commit prompt-level none",
            InstallCommands::oneShot),
        changing("install add file <url> activate issu commit force", InstallCommands::oneShot),
        changing("install add file <url> activate commit", InstallCommands::reloading),
        changing("install activate", InstallCommands::plainActivate),
        changing("install activate issu", turn -> activate(turn, DEFAULT_TIMER)),
        changing("install activate issu auto-abort-timer <minutes>", InstallCommands::timed),
        changing("install commit", InstallCommands::commit),
        changing("install abort issu", InstallCommands::abort),
        changing("install auto-abort-timer stop", InstallCommands::stopTimer),
        changing("install remove inactive", InstallCommands::remove),
        changing("install rollback to committed", InstallCommands::rollback),
        changing("install rollback to base", InstallCommands::rollback),
        changing("install rollback to id <id>", InstallCommands::rollback),
        changing("clear install state", InstallCommands::clear));
  }

  private static void add(Turn turn) {
    turn.verdict(
        new AddOperation(turn.chassis(), turn.foreground(), "install_add", turn.argument(0))
            .begin());
  }

  private static void oneShot(Turn turn) {
    OneShotOperation operation =
        new OneShotOperation(turn.chassis(), turn.foreground(), turn.argument(0));
    confirmingReload(turn, operation::begin);
  }

  private static void reloading(Turn turn) {
    turn.refuse(
        "FAILED: add_activate_commit "
            + turn.argument(0)
            + " "
            + turn.chassis().clock().date()
            + "\n");
  }

  private static void plainActivate(Turn turn) {
    turn.refuse(turn.chassis().install().words().failed("install_activate"));
  }

  private static void timed(Turn turn) {
    String minutes = turn.argument(0);
    if (!minutes.matches("\\d{1,4}")
        || Integer.parseInt(minutes) < 30
        || Integer.parseInt(minutes) > 1200) {
      turn.refuse(
          " "
                  .repeat(
                      turn.shell().promptLength()
                          + "install activate issu auto-abort-timer ".length())
              + "^\n% Invalid input detected at '^' marker.\n\n");
      return;
    }
    activate(turn, Duration.ofMinutes(Integer.parseInt(minutes)));
  }

  private static void activate(Turn turn, Duration timer) {
    ActivateOperation operation =
        new ActivateOperation(turn.chassis(), turn.foreground(), "install_activate");
    confirmingReload(turn, () -> operation.begin(timer));
  }

  /// Some releases ask before they reload anything.
  private static void confirmingReload(Turn turn, Supplier<Verdict> begin) {
    boolean asks =
        turn.chassis().is17()
            && turn.chassis().profile().confirmsReload()
            && turn.chassis().install().isFree();
    if (!asks) {
      turn.verdict(begin.get());
      return;
    }
    turn.ask(
        Question.key(
            "This operation may require a reload of the system. Do you want to proceed? [y/n]",
            answer -> {
              if (answer.equalsIgnoreCase("y")) {
                turn.verdict(begin.get());
              } else {
                turn.end();
              }
            }));
  }

  private static void commit(Turn turn) {
    turn.verdict(new CommitOperation(turn.chassis(), turn.foreground()).begin());
  }

  private static void abort(Turn turn) {
    turn.verdict(new AbortOperation(turn.chassis(), turn.foreground()).begin());
  }

  private static void stopTimer(Turn turn) {
    InstallEngine engine = turn.chassis().install();
    InstallWords words = engine.words();
    turn.print(words.start("install_auto_abort_timer"));
    if (engine.issu().flatMap(Issu::timerEnds).isEmpty()) {
      turn.refuse(words.failed("install_auto_abort_timer"));
      return;
    }
    engine.stopTimer();
    turn.print(words.success("install_auto_abort_timer"));
  }

  private static void remove(Turn turn) {
    RemoveInactiveOperation operation =
        new RemoveInactiveOperation(turn.chassis(), turn.foreground());
    turn.verdict(
        operation.begin(() ->
            turn.ask(
                new Question(
                    "Do you want to remove the above files? [y/n]",
                    Question.Kind.KEY,
                    answer -> operation.answered(answer.equalsIgnoreCase("y")),
                    operation::abandoned))));
  }

  private static void rollback(Turn turn) {
    InstallWords words = turn.chassis().install().words();
    turn.print(words.start("install_rollback"));
    turn.refuse(words.failed("install_rollback"));
  }

  private static void clear(Turn turn) {
    if (!turn.chassis().configuration().has("service internal")) {
      turn.refuse(
          " ".repeat(turn.shell().promptLength() + "clear ".length())
              + "^\n% Invalid input detected at '^' marker.\n\n");
      return;
    }
    ClearInstallStateOperation operation =
        new ClearInstallStateOperation(turn.chassis(), turn.foreground());
    if (turn.chassis().is17()) {
      turn.ask(
          Question.key(
              "This command will remove all the install state and reload the system. Do you want to proceed? [y/n]",
              answer -> {
                if (answer.equalsIgnoreCase("y")) {
                  operation.begin();
                } else {
                  turn.end();
                }
              }));
    } else {
      operation.begin();
    }
  }
}
