package io.hitless.device.sim;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The commands that a platform running a release knows, mode by mode.
final class CommandBook {
  private record Key(String profile, Release release) {}

  private static final Map<Key, CommandBook> BOOKS = new ConcurrentHashMap<>();

  private final CommandTree exec = new CommandTree();
  private final CommandTree enable = new CommandTree();
  private final CommandTree config = new CommandTree();

  private CommandBook(Profile profile, Release release) {
    Stream.of(ShowCommands.open(profile, release), SessionCommands.open())
        .flatMap(commands -> commands)
        .forEach(command -> {
          exec.add(command);
          enable.add(command);
        });
    Stream.of(
            ShowCommands.privileged(profile, release),
            SessionCommands.privileged(),
            InstallCommands.all(),
            FileCommands.all(),
            SystemCommands.all())
        .flatMap(commands -> commands)
        .forEach(enable::add);
    ConfigCommands.all().forEach(config::add);
  }

  static CommandBook of(Chassis chassis) {
    return BOOKS.computeIfAbsent(
        new Key(chassis.profile().name(), chassis.release()),
        key -> new CommandBook(chassis.profile(), key.release()));
  }

  CommandTree tree(Mode mode) {
    return switch (mode) {
      case EXEC -> exec;
      case ENABLE -> enable;
      case CONFIG -> config;
    };
  }
}
