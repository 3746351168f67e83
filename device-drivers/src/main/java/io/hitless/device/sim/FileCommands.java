package io.hitless.device.sim;

import static io.hitless.device.sim.Command.changing;
import static io.hitless.device.sim.Command.doing;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// `dir`, `verify`, `delete` and `copy`, on every file system that a pair shows.
final class FileCommands {
  private FileCommands() {}

  static Stream<Command> all() {
    return Stream.of(
        doing("dir", turn -> dir(turn, turn.chassis().profile().filesystem())),
        doing("dir <url>", turn -> dir(turn, turn.argument(0))),
        doing("verify /md5 <url>", turn -> verify(turn, "md5", Optional.empty())),
        doing(
            "verify /md5 <url> <hash>", turn -> verify(turn, "md5", Optional.of(turn.argument(1)))),
        doing("verify /sha512 <url>", turn -> verify(turn, "sha512", Optional.empty())),
        doing(
            "verify /sha512 <url> <hash>",
            turn -> verify(turn, "sha512", Optional.of(turn.argument(1)))),
        changing("delete <url>", turn -> delete(turn, turn.argument(0), false)),
        changing("delete /force <url>", turn -> delete(turn, turn.argument(0), true)),
        changing("copy <from> <to>", turn -> new CopyDialogue(turn).begin()),
        changing("copy <from> <to> vrf <name>", turn -> new CopyDialogue(turn).begin()));
  }

  private static void dir(Turn turn, String url) {
    FileUrl parsed = FileUrl.of(turn.chassis(), url);
    Optional<Unit> unit = parsed.unit();
    if (unit.isEmpty()) {
      turn.refuse("%Error opening " + url + " (No such device)\n");
      return;
    }
    Flash flash = unit.get().flash();
    Optional<StoredFile> one = flash.file(parsed.path());
    if (!parsed.path().isEmpty() && one.isEmpty()) {
      turn.refuse("%Error opening " + parsed.full() + " (No such file or directory)\n");
      return;
    }
    StringBuilder text = new StringBuilder("Directory of " + parsed.full() + "\n\n");
    int inode = 30_530;
    for (StoredFile file : one.map(List::of).orElseGet(flash::files)) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d  -rw-  %15d  %s  %s\n",
              inode++,
              file.size(),
              turn.chassis().clock().file(file.modified()),
              file.name()));
    }
    text.append('\n').append(flash.total()).append(" bytes total (").append(flash.free());
    turn.print(text.append(" bytes free)\n").toString());
  }

  private static void verify(Turn turn, String algorithm, Optional<String> expected) {
    FileUrl url = FileUrl.of(turn.chassis(), turn.argument(0));
    Optional<StoredFile> found = url.unit().flatMap(unit -> unit.flash().file(url.path()));
    if (found.isEmpty()) {
      turn.refuse("%Error verifying " + url.full() + " (No such file or directory)\n");
      return;
    }
    StoredFile file = found.get();
    turn.hold();
    dots(
        turn,
        Math.max(1, (int) (file.size() / 20_000_000)),
        () -> {
          String hash = algorithm.equals("md5") ? file.md5() : file.sha512();
          String label = algorithm.equals("md5") ? "verify /md5 (" : "verify /sha512 (";
          turn.say("Done!\n" + label + url.full() + ") = " + hash + "\n");
          expected.ifPresent(wanted ->
              turn.say(
                  wanted.equalsIgnoreCase(hash)
                      ? "Verified (" + url.full() + ") = " + hash + "\n"
                      : "%Error verifying "
                          + url.full()
                          + "\nComputed signature  = "
                          + hash
                          + "\nSubmitted signature = "
                          + wanted
                          + "\n"));
          turn.say("\n");
          turn.end();
        });
  }

  /// A row of dots for each 20 MB, which take 6.7 s at 3 MB/s.
  private static void dots(Turn turn, int rows, Runnable then) {
    turn.chassis()
        .timeline()
        .after(
            Duration.ofMillis(6_700),
            () -> {
              turn.say(".".repeat(20));
              if (rows > 1) {
                dots(turn, rows - 1, then);
              } else {
                then.run();
              }
            });
  }

  private static void delete(Turn turn, String typed, boolean force) {
    FileUrl url = FileUrl.of(turn.chassis(), typed);
    Runnable remove =
        () -> {
          boolean gone = url.unit().filter(unit -> unit.flash().delete(url.path())).isPresent();
          if (!gone) {
            turn.say("%Error deleting " + url.full() + " (No such file or directory)\n\n");
          }
          turn.end();
        };
    if (force || turn.chassis().configuration().has("file prompt quiet")) {
      turn.hold();
      remove.run();
      return;
    }
    turn.ask(
        Question.line(
            "Delete filename [" + url.path() + "]? ",
            name ->
                turn.ask(
                    Question.key(
                        "Delete " + url.full() + "? [confirm]",
                        answer -> {
                          if (answer.isEmpty() || answer.equalsIgnoreCase("y")) {
                            remove.run();
                          } else {
                            turn.say("Delete of " + url.full() + " aborted!\n");
                            turn.end();
                          }
                        }))));
  }
}
