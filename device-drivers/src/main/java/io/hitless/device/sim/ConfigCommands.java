package io.hitless.device.sim;

import static io.hitless.device.sim.Command.changing;
import static io.hitless.device.sim.Command.doing;

import java.util.List;
import java.util.stream.Stream;

/// What may be typed in configuration mode. Lines nobody here knows are kept as they are, as long
/// as they begin like configuration.
final class ConfigCommands {
  private static final List<String> GENERIC =
      List.of(
          "aaa",
          "alias",
          "banner",
          "clock",
          "crypto",
          "description",
          "enable",
          "errdisable",
          "exec-timeout",
          "ip",
          "ipv6",
          "lldp",
          "logging",
          "login",
          "ntp",
          "privilege",
          "router",
          "shutdown",
          "snmp-server",
          "spanning-tree",
          "switchport",
          "transport",
          "username",
          "vlan");

  private ConfigCommands() {}

  static Stream<Command> all() {
    return Stream.concat(
        Stream.of(
            doing("end", turn -> turn.shell().leaveConfiguration()),
            doing("exit", ConfigCommands::exit),
            doing("do <command...>", ConfigCommands::exec),
            changing("boot manual", turn -> manualBoot(turn, true)),
            changing("no boot manual", turn -> manualBoot(turn, false)),
            changing(
                "boot system <rest...>", turn -> keep(turn, "boot system " + turn.argument(0))),
            changing("hostname <name>", ConfigCommands::hostname),
            changing("service internal", turn -> keep(turn, "service internal")),
            changing("no service internal", turn -> keep(turn, "no service internal")),
            changing("service <rest...>", turn -> keep(turn, "service " + turn.argument(0))),
            changing("ip scp server enable", turn -> keep(turn, "ip scp server enable")),
            changing("no ip scp server enable", turn -> keep(turn, "no ip scp server enable")),
            changing("file prompt quiet", turn -> keep(turn, "file prompt quiet")),
            changing("file prompt noisy", turn -> keep(turn, "file prompt noisy")),
            changing("no file prompt noisy", turn -> keep(turn, "no file prompt noisy")),
            changing("no file prompt quiet", turn -> keep(turn, "no file prompt quiet")),
            changing("interface <name...>", turn -> part(turn, "interface ", "config-if")),
            changing("line <name...>", turn -> part(turn, "line ", "config-line")),
            changing("redundancy", turn -> turn.shell().where().enterPart("config-red")),
            changing("no <rest...>", turn -> keep(turn, "no " + turn.argument(0)))),
        GENERIC.stream()
            .map(word ->
                changing(word + " <rest...>", turn -> keep(turn, word + " " + turn.argument(0)))));
  }

  private static void exit(Turn turn) {
    if (turn.shell().where().isInPart()) {
      turn.shell().where().leavePart();
    } else {
      turn.shell().leaveConfiguration();
    }
  }

  private static void exec(Turn turn) {
    Shell shell = turn.shell();
    shell.borrow(Mode.ENABLE, turn.argument(0), turn);
  }

  private static void keep(Turn turn, String line) {
    String indented = turn.shell().where().isInPart() ? " " + line : line;
    turn.chassis()
        .configuration()
        .apply(indented, turn.shell().login().username(), turn.chassis().timeline().now());
  }

  private static void part(Turn turn, String word, String prompt) {
    turn.shell().where().leavePart();
    keep(turn, word + turn.argument(0));
    turn.shell().where().enterPart(prompt);
  }

  private static void manualBoot(Turn turn, boolean on) {
    turn.chassis().units().forEach(unit -> unit.manualBoot(on));
    keep(turn, on ? "boot manual" : "no boot manual");
    turn.chassis().configuration().touch();
  }

  private static void hostname(Turn turn) {
    turn.chassis().rename(turn.argument(0));
    keep(turn, "hostname " + turn.argument(0));
  }
}
