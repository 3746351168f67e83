package io.hitless.device.sim;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `copy`: the questions that IOS XE asks before anything moves. `file prompt quiet` leaves them
/// out, `file prompt noisy` asks for what is known already too; a file server's own questions (its
/// key, its login) come whatever that says.
final class CopyDialogue {
  private static final Pattern REMOTE =
      Pattern.compile(
          "(?i)(?<scheme>https?|scp|sftp|ftp|tftp):(?://(?:(?<user>[^/@:]*)(?::(?<password>[^/@]*))?@)?(?<host>[^/]*)/+(?<path>.*))?");

  /// How often an SSH client asks for a password.
  private static final int TRIES = 3;

  private final Turn turn;
  private final Chassis chassis;
  private final String from;
  private final String to;
  private final boolean quiet;
  private final boolean noisy;

  CopyDialogue(Turn turn) {
    this.turn = turn;
    this.chassis = turn.chassis();
    this.from = turn.argument(0);
    this.to = turn.argument(1);
    this.quiet = chassis.configuration().has("file prompt quiet");
    this.noisy = chassis.configuration().has("file prompt noisy");
  }

  void begin() {
    Matcher remote = REMOTE.matcher(from);
    if (remote.matches()) {
      boolean complete = remote.group("host") != null && !remote.group("host").isEmpty();
      FileServer server =
          new FileServer(
              remote.group("scheme").toLowerCase(java.util.Locale.ROOT),
              Optional.ofNullable(remote.group("user")),
              Optional.ofNullable(remote.group("password")));
      host(
          complete ? remote.group("host") : "",
          host -> file(complete ? remote.group("path") : "", name -> knownKey(server, host, name)));
    } else {
      local();
    }
  }

  /// @param user and
  /// @param password as far as the URL says them
  private record FileServer(String scheme, Optional<String> user, Optional<String> password) {
    boolean overSsh() {
      return scheme.equals("scp") || scheme.equals("sftp");
    }
  }

  private void host(String known, Consumer<String> then) {
    suggested("Address or name of remote host", known, then);
  }

  private void file(String known, Consumer<String> then) {
    suggested("Source filename", known, then);
  }

  private void suggested(String asked, String known, Consumer<String> then) {
    if (!known.isEmpty() && !noisy) {
      then.accept(known);
      return;
    }
    turn.ask(
        Question.line(
            asked + " [" + known + "]? ",
            typed -> {
              String meant = typed.isBlank() ? known : typed.strip();
              if (meant.isEmpty()) {
                turn.end();
              } else {
                then.accept(meant);
              }
            }));
  }

  private void knownKey(FileServer server, String host, String name) {
    if (!server.overSsh() || !chassis.meets("scp://" + host + "/")) {
      login(server, name);
      return;
    }
    turn.ask(
        Question.line(
            "Are you sure you want to continue connecting (yes/no)? ",
            answer -> {
              if (answer.strip().equalsIgnoreCase("yes")) {
                login(server, name);
              } else {
                turn.say("%Error opening " + from + " (Permission denied)\n");
                turn.end();
              }
            }));
  }

  private void login(FileServer server, String name) {
    boolean ftp = server.scheme().equals("ftp") && chassis.fileServers().wantsLogin();
    if (!server.overSsh() && !ftp) {
      destination(name);
      return;
    }
    if (server.user().isPresent()) {
      password(server, server.user().get(), name, 1);
      return;
    }
    String own = turn.shell().login().username();
    turn.ask(
        Question.line(
            "Source username [" + own + "]? ",
            typed -> password(server, typed.isBlank() ? own : typed.strip(), name, 1)));
  }

  private void password(FileServer server, String user, String name, int attempt) {
    if (server.password().isPresent()) {
      admitted(server, user, server.password().get(), name, TRIES);
      return;
    }
    turn.ask(
        new Question(
            "Password: ",
            Question.Kind.OTHER_SECRET,
            typed -> admitted(server, user, typed, name, attempt),
            () -> {}));
  }

  private void admitted(FileServer server, String user, String typed, String name, int attempt) {
    if (chassis.fileServers().admits(user, typed)) {
      destination(name);
    } else if (server.overSsh() && attempt < TRIES) {
      password(server, user, name, attempt + 1);
    } else {
      String why = server.overSsh() ? "Permission denied" : "Incorrect Login/Password";
      turn.say("%Error opening " + from + " (" + why + ")\n");
      turn.end();
    }
  }

  private void local() {
    FileUrl url = FileUrl.of(chassis, from);
    Optional<StoredFile> file = url.unit().flatMap(unit -> unit.flash().file(url.path()));
    if (file.isEmpty()) {
      turn.refuse("%Error opening " + from + " (No such file or directory)\n");
      return;
    }
    destination(url.path());
  }

  private void destination(String name) {
    FileUrl asked = FileUrl.of(chassis, to);
    String lastPart = name.substring(name.lastIndexOf('/') + 1);
    String suggestion = asked.path().isEmpty() ? lastPart : asked.path();
    if (quiet) {
      existing(name, suggestion);
      return;
    }
    turn.ask(
        Question.line(
            "Destination filename [" + suggestion + "]? ",
            answer -> existing(name, answer.isBlank() ? suggestion : answer.strip())));
  }

  private void existing(String name, String destination) {
    FileUrl url = FileUrl.of(chassis, to);
    boolean there = url.unit().flatMap(unit -> unit.flash().file(destination)).isPresent();
    if (!there || quiet) {
      transfer(name, destination);
      return;
    }
    turn.say("%Warning:There is a file already existing with this name\n");
    turn.ask(
        Question.key(
            "Do you want to over write? [confirm]",
            answer -> {
              if (answer.isEmpty() || answer.equalsIgnoreCase("y")) {
                transfer(name, destination);
              } else {
                turn.end();
              }
            }));
  }

  private void transfer(String name, String destination) {
    turn.hold();
    Optional<StoredFile> source = source(name);
    FileUrl url = FileUrl.of(chassis, to);
    if (source.isEmpty() || url.unit().isEmpty()) {
      turn.say("%Error opening " + from + " (No such file or directory)\n");
      turn.end();
      return;
    }
    new CopyTransfer(turn, from, source.get(), destination, url.unit().get().flash()).begin();
  }

  private Optional<StoredFile> source(String name) {
    FileUrl url = FileUrl.of(chassis, from);
    return url.unit()
        .flatMap(unit -> unit.flash().file(url.path()))
        .or(() ->
            chassis
                .fileServers()
                .file(name.substring(name.lastIndexOf('/') + 1), chassis.timeline().now()));
  }
}
