package io.hitless.device.sim;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The transfer of a `copy`: what has come so far is on the flash and is seen by `dir`. One that
/// breaks off leaves it there.
final class CopyTransfer {
  /// Bytes a second that the management network carries.
  private static final long RATE = 6_000_000;

  private static final int STEPS = 40;

  private final Turn turn;
  private final Chassis chassis;
  private final String from;
  private final String destination;
  private final Flash flash;
  private final StoredFile file;
  private final Optional<Mishap.CopyBreaks> breaks;

  CopyTransfer(Turn turn, String from, StoredFile file, String destination, Flash flash) {
    this.turn = turn;
    this.chassis = turn.chassis();
    this.from = from;
    this.destination = destination;
    this.flash = flash;
    this.file =
        chassis.troubles().once(Mishap.CopyDamaged.class).isPresent() ? file.corrupted() : file;
    this.breaks = chassis.troubles().once(Mishap.CopyBreaks.class);
  }

  void begin() {
    if (flash.free() < file.size()) {
      turn.say("%Error copying " + from + " (Not enough space on device)\n");
      turn.end();
      return;
    }
    turn.say("Accessing " + from + "...\nLoading " + from + " ");
    next(1);
  }

  private void next(int step) {
    chassis
        .timeline()
        .after(
            Duration.ofMillis(Math.max(1, file.size() * 1000 / RATE / STEPS)), () -> arrived(step));
  }

  private void arrived(int step) {
    boolean broken = breaks.filter(it -> step * 100 >= it.percent() * STEPS).isPresent();
    if (step == STEPS && !broken) {
      done();
      return;
    }
    turn.say("!!");
    long so = file.size() / STEPS * step;
    flash.put(StoredFile.of(destination, so, chassis.timeline().now()));
    if (broken) {
      breakOff(breaks.get().reason());
    } else {
      next(step + 1);
    }
  }

  private void breakOff(String reason) {
    if (reason.isEmpty()) {
      turn.shell().wire().hangUp();
      return;
    }
    turn.say("\n%Error reading " + from + " (" + reason + ")\n");
    turn.end();
  }

  private void done() {
    flash.put(
        new StoredFile(
            destination, file.size(), file.md5(), file.sha512(), chassis.timeline().now()));
    double seconds = Math.max(0.001, file.size() / (double) RATE);
    turn.say("\n[OK - " + file.size() + " bytes]\n\n" + file.size() + " bytes copied in ");
    turn.say(String.format(Locale.ROOT, "%.3f secs (%d bytes/sec)\n", seconds, RATE));
    turn.end();
  }
}
