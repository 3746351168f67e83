package io.hitless.device.sim;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `copy`: its questions, the transfer, and what is left behind when the transfer breaks off.
final class CopyDialogue {
  private static final Set<String> SCHEMES = Set.of("http", "https", "scp", "sftp", "ftp", "tftp");

  /// Bytes a second that the management network carries.
  private static final long RATE = 6_000_000;

  private final Turn turn;
  private final Chassis chassis;
  private final String from;
  private final String to;
  private boolean quiet;

  CopyDialogue(Turn turn) {
    this.turn = turn;
    this.chassis = turn.chassis();
    this.from = turn.argument(0);
    this.to = turn.argument(1);
  }

  void begin() {
    quiet = chassis.configuration().has("file prompt quiet");
    String scheme =
        from.contains(":") ? from.substring(0, from.indexOf(':')).toLowerCase(Locale.ROOT) : "";
    if (SCHEMES.contains(scheme)) {
      remote(scheme);
    } else {
      local();
    }
  }

  private void remote(String scheme) {
    if (from.length() > scheme.length() + 3) {
      credentials(scheme, lastPart(from));
      return;
    }
    turn.ask(
        Question.line(
            "Address or name of remote host []? ",
            host ->
                turn.ask(
                    Question.line("Source filename []? ", name -> credentials(scheme, name)))));
  }

  private void credentials(String scheme, String name) {
    boolean asksSecret = scheme.equals("scp") || scheme.equals("sftp");
    if (asksSecret && chassis.meets(from)) {
      turn.ask(
          Question.line(
              "Are you sure you want to continue connecting (yes/no)? ",
              answer -> {
                if (answer.strip().equalsIgnoreCase("yes")) {
                  credentials(scheme, name);
                } else {
                  turn.say("%Error opening " + from + " (Permission denied)\n");
                  turn.end();
                }
              }));
      return;
    }
    if (!asksSecret || from.matches("[a-z]+://[^/@]+:[^/@]+@.*")) {
      destination(name);
      return;
    }
    Runnable password =
        () ->
            turn.ask(
                new Question(
                    "Password: ",
                    Question.Kind.OTHER_SECRET,
                    secret -> destination(name),
                    () -> {}));
    if (from.contains("@")) {
      password.run();
    } else {
      turn.ask(
          Question.line(
              "Source username [" + turn.shell().login().username() + "]? ",
              user -> password.run()));
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
    String suggestion = asked.path().isEmpty() ? name : asked.path();
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
    StoredFile file = source.get();
    Flash flash = url.unit().get().flash();
    if (flash.free() < file.size()) {
      turn.say("%Error copying " + from + " (Not enough space on device)\n");
      turn.end();
      return;
    }
    turn.say("Accessing " + from + "...\nLoading " + from + " ");
    move(file, destination, flash, 0);
  }

  /// Moves on by a tenth at a time; what has come so far is on the flash.
  private void move(StoredFile file, String destination, Flash flash, int tenths) {
    if (tenths == 10) {
      done(file, destination, flash);
      return;
    }
    chassis
        .timeline()
        .after(
            Duration.ofMillis(Math.max(1, file.size() * 1000 / RATE / 10)),
            () -> {
              turn.say("!".repeat(8));
              long so = file.size() / 10 * (tenths + 1);
              flash.put(StoredFile.of(destination, so, chassis.timeline().now()));
              move(file, destination, flash, tenths + 1);
            });
  }

  private void done(StoredFile file, String destination, Flash flash) {
    flash.put(
        new StoredFile(
            destination, file.size(), file.md5(), file.sha512(), chassis.timeline().now()));
    double seconds = Math.max(0.001, file.size() / (double) RATE);
    turn.say("\n[OK - " + file.size() + " bytes]\n\n" + file.size() + " bytes copied in ");
    turn.say(String.format(Locale.ROOT, "%.3f secs (%d bytes/sec)\n", seconds, RATE));
    turn.end();
  }

  private Optional<StoredFile> source(String name) {
    FileUrl url = FileUrl.of(chassis, from);
    return url.unit()
        .flatMap(unit -> unit.flash().file(url.path()))
        .or(() ->
            ImageCatalogue.named(lastPart(name))
                .map(image -> StoredFile.of(image, chassis.timeline().now())));
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
