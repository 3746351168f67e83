package io.hitless.device.sim;

import static io.hitless.device.sim.Command.changing;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/// Saving, reloading, forcing a switchover.
final class SystemCommands {
  private SystemCommands() {}

  static Stream<Command> all() {
    return Stream.of(
        changing("write", SystemCommands::save),
        changing("write memory", SystemCommands::save),
        changing("copy running-config startup-config", SystemCommands::copyToStartup),
        changing("reload", SystemCommands::reload),
        changing("redundancy reload peer", SystemCommands::reloadPeer),
        changing("redundancy force-switchover", SystemCommands::switchover));
  }

  private static void save(Turn turn) {
    turn.say("Building configuration...\n");
    turn.after(
        Duration.ofSeconds(2),
        () -> {
          turn.chassis().configuration().save(turn.chassis().timeline().now());
          turn.say("[OK]\n");
          turn.end();
        });
  }

  private static void copyToStartup(Turn turn) {
    turn.ask(Question.line("Destination filename [startup-config]? ", answer -> save(turn)));
  }

  private static void reload(Turn turn) {
    Runnable proceed =
        () ->
            turn.ask(
                Question.key(
                    "Proceed with reload? [confirm]",
                    answer -> {
                      if (answer.isEmpty() || answer.equalsIgnoreCase("y")) {
                        turn.chassis().reload("Reload Command");
                      }
                      turn.end();
                    }));
    if (turn.chassis().configuration().isDirty()) {
      turn.ask(
          Question.line(
              "\nSystem configuration has been modified. Save? [yes/no]: ",
              answer -> {
                if (answer.toLowerCase(Locale.ROOT).startsWith("y")) {
                  turn.chassis().configuration().save(turn.chassis().timeline().now());
                }
                proceed.run();
              }));
    } else {
      proceed.run();
    }
  }

  private static void reloadPeer(Turn turn) {
    turn.ask(
        Question.key(
            "Reload peer [confirm]",
            answer -> {
              if (answer.isEmpty() || answer.equalsIgnoreCase("y")) {
                turn.say("Preparing to reload peer\n");
                Unit peer = turn.chassis().peer();
                turn.chassis().redundancy().reloadStandby(peer.running(), "Reload Command");
              }
              turn.end();
            }));
  }

  private static void switchover(Turn turn) {
    if (!turn.chassis().redundancy().isTerminal()) {
      turn.refuse("Failed to switchover: peer unit is not yet in terminal standby state\n");
      return;
    }
    turn.ask(
        Question.key(
            "Proceed with switchover to standby RP? [confirm]",
            answer -> {
              if (answer.isEmpty() || answer.equalsIgnoreCase("y")) {
                turn.say("Manual Swact = enabled\n\n");
                turn.chassis()
                    .redundancy()
                    .switchover("user forced", turn.chassis().active().running());
              }
              turn.end();
            }));
  }
}
