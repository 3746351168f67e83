package io.hitless.device.sim;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A simulated pair on a workbench: no network, and a clock that moves when told to.
final class Bench {
  static final Instant START = Instant.parse("2019-02-08T00:22:00Z");

  final VirtualTimeline time = new VirtualTimeline(START);
  final Chassis chassis;
  final CommandLog log = CommandLog.inMemory();
  final List<String> port = new ArrayList<>();
  private final String target;
  private final Login login;
  private Shell shell;
  private StringBuilder screen = new StringBuilder();
  private boolean hungUp;
  private boolean vanished;

  private Bench(
      String profile,
      String version,
      String target,
      Optional<String> enableSecret,
      Scenario scenario) {
    Profile made = Profile.named(profile);
    chassis = new Chassis(made, "C9500", Release.of(version), time, 0);
    login = new Login("issu", "issu-password", enableSecret);
    chassis.attach(
        new Chassis.ManagementPort() {
          @Override
          public void vanish() {
            port.add("vanish");
            shell.die();
          }

          @Override
          public void close() {
            port.add("close");
          }

          @Override
          public void open() {
            port.add("open");
          }
        });
    chassis.active().flash().put(StoredFile.of(ImageCatalogue.image(made, target), time.now()));
    this.target = made.filesystem() + ImageCatalogue.image(made, target).filename();
    shell = login();
    time.run(() -> chassis.troubles().expect(scenario.mishaps()));
    shell = login();
  }

  static Bench of(String profile) {
    Profile made = Profile.named(profile);
    return new Bench(
        profile, made.startVersion(), made.targetVersion(), Optional.empty(), Scenario.PEACEFUL);
  }

  /// A 9500 of 16.9, unless the scenario is about something else.
  static Bench in(String scenario) {
    Scenario named = Scenario.named(scenario);
    Profile made = Profile.named(named.profile().orElse("c9500-svl-16.9"));
    return new Bench(
        made.name(),
        named.startVersion().orElse(made.startVersion()),
        named.targetVersion().orElse(made.targetVersion()),
        Optional.empty(),
        named);
  }

  /// A new session on whichever unit answers; the old one is forgotten.
  Shell login() {
    return login(511, 0);
  }

  Shell login(int width, int length) {
    screen = new StringBuilder();
    hungUp = false;
    vanished = false;
    StringBuilder mine = screen;
    Shell.Wire wire =
        new Shell.Wire() {
          @Override
          public void send(byte[] bytes) {
            mine.append(new String(bytes, StandardCharsets.UTF_8));
          }

          @Override
          public void hangUp() {
            hungUp = true;
          }

          @Override
          public void vanish() {
            vanished = true;
          }

          @Override
          public void whenEmpty(Runnable then) {
            then.run();
          }
        };
    shell = new Shell(chassis, login, log, wire, log.records().size() + 1, width, length);
    time.run(() -> shell.greet(""));
    return shell;
  }

  boolean vanished() {
    return vanished;
  }

  boolean hungUp() {
    return hungUp;
  }

  String target() {
    return target;
  }

  /// Types keys and hands back what appeared at once.
  String type(String keys) {
    int before = screen.length();
    time.run(() -> shell.receive(keys));
    return screen.substring(before).replace("\r\n", "\n");
  }

  /// Types a command, lets time pass, and hands back the screen without the echo. An idle session
  /// was cut: there is a new one.
  String run(String command, Duration patience) {
    if (hungUp) {
      login();
    }
    int before = screen.length();
    type(command + "\r");
    time.advance(patience);
    String text = screen.substring(before).replace("\r\n", "\n");
    return text.substring(Math.min(text.length(), text.indexOf('\n') + 1));
  }

  String run(String command) {
    return run(command, Duration.ZERO);
  }

  void pass(Duration stretch) {
    time.advance(stretch);
  }

  String screen() {
    return screen.toString().replace("\r\n", "\n");
  }

  Snapshot snapshot() {
    return Snapshot.of(chassis);
  }

  /// Adds the target and waits until the engine hears again.
  void added() {
    run("install add file " + target(), Duration.ofMinutes(7));
  }

  /// Adds and activates, answering what is asked, until both units are in step again.
  void activated() {
    added();
    run("install activate issu");
    if (chassis.profile().confirmsReload() && chassis.is17()) {
      type("y");
    }
    pass(Duration.ofMinutes(18));
    login();
  }
}
