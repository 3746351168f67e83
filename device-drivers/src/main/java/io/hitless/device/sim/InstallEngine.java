package io.hitless.device.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The install engine: one lock, at most one ISSU operation, and the guards that say no.
final class InstallEngine {
  /// One line of the engine's own history.
  record Past(String operation, String status, Instant start, Instant end) {}

  private static final EngineLock FREE = new EngineLock.Free();

  private final Chassis chassis;
  private final InstallWords words;
  private final List<Past> history = new ArrayList<>();
  private EngineLock lock = FREE;
  private Optional<Issu> issu = Optional.empty();
  private String previousIssu = "N/A";
  private @Nullable Procedure running;
  private Voice runningVoice = Voice.NOBODY;
  private Timeline.@Nullable Timer abortTimer;
  private Instant lockedAt;

  InstallEngine(Chassis chassis) {
    this.chassis = chassis;
    this.words = new InstallWords(chassis);
    this.lockedAt = chassis.timeline().now();
  }

  InstallWords words() {
    return words;
  }

  EngineLock lock() {
    return lock;
  }

  boolean isFree() {
    return lock instanceof EngineLock.Free;
  }

  Optional<Issu> issu() {
    return issu;
  }

  String previousIssu() {
    return previousIssu;
  }

  List<Past> history() {
    return List.copyOf(history);
  }

  void open(Issu next) {
    issu = Optional.of(next);
  }

  /// The ISSU operation is over.
  void close(String result) {
    issu = Optional.empty();
    previousIssu = result;
    stopTimer();
  }

  void wedge() {
    lock = new EngineLock.Wedged();
  }

  void hold(EngineLock next) {
    lock = next;
    lockedAt = chassis.timeline().now();
  }

  /// Runs an operation's steps under the lock.
  void run(String operation, Voice voice, Procedure procedure) {
    runningVoice = voice;
    hold(new EngineLock.Busy(operation));
    running = procedure;
    procedure.start();
  }

  /// The operation that runs is over.
  void release(String operation, boolean ok) {
    history.add(new Past(operation, ok ? "OK" : "Fail", lockedAt, chassis.timeline().now()));
    running = null;
    runningVoice = Voice.NOBODY;
    if (!(lock instanceof EngineLock.Wedged)) {
      lock = FREE;
    }
  }

  /// After an add the engine checks what it added and hears nothing meanwhile.
  void postCheck() {
    lock = new EngineLock.PostCheck();
    chassis
        .procedure("add")
        .then(
            chassis.pace().seconds(Pace.POST_CHECK),
            "post-check-ended",
            () -> {
              if (lock instanceof EngineLock.PostCheck) {
                lock = FREE;
              }
            })
        .start();
  }

  /// An activation that only waits for a standby makes way for an abort.
  private void yieldToAbort() {
    if (yields() && !chassis.configuration().isDirty()) {
      stopRunning();
    }
  }

  private boolean yields() {
    boolean activating =
        lock instanceof EngineLock.Busy(String operation) && operation.equals("activate");
    return activating && issu.filter(operation -> !operation.steps().isEmpty()).isPresent();
  }

  /// The gate of an abort: what it would make way for counts for less than what is not saved.
  Optional<Verdict> gateOfAbort(String verb, Voice voice) {
    if (yields() && chassis.configuration().isDirty()) {
      return Optional.of(unsaved(verb, voice));
    }
    yieldToAbort();
    return gate(verb, voice);
  }

  private void stopRunning() {
    if (running != null) {
      running.stop();
      running = null;
    }
    runningVoice.end();
    runningVoice = Voice.NOBODY;
    chassis.redundancy().forgetWaiters();
    lock = FREE;
  }

  /// Both units are about to restart: an uncommitted release gives way to the committed one.
  ///
  /// @return what each unit boots
  Map<Unit, Release> fallBack() {
    restart();
    Map<Unit, Release> into = new HashMap<>();
    for (Unit unit : chassis.units()) {
      unit.with(PackageState.UNCOMMITTED)
          .ifPresent(uncommitted -> {
            unit.packages().put(uncommitted, PackageState.INACTIVE);
            unit.with(PackageState.COMMITTED).ifPresent(release -> into.put(unit, release));
          });
    }
    if (!into.isEmpty()) {
      close("Failed");
    }
    return into;
  }

  /// Everything in flight is forgotten: the engine restarted with its unit.
  void restart() {
    stopRunning();
  }

  /// The gate that each verb passes first.
  ///
  /// @return nothing when the verb may go on; otherwise what became of it, already said to the
  ///   voice
  Optional<Verdict> gate(String verb, Voice voice) {
    return switch (lock) {
      case EngineLock.Free() ->
          chassis.configuration().isDirty() ? Optional.of(unsaved(verb, voice)) : Optional.empty();
      case EngineLock.PostCheck() -> {
        voice.end();
        yield Optional.of(Verdict.DROPPED);
      }
      case EngineLock.Busy(String ignored) -> Optional.of(busy(voice));
      case EngineLock.Wedged() -> Optional.of(busy(voice));
    };
  }

  private Verdict unsaved(String verb, Voice voice) {
    String reason =
        "System configuration has been modified. Please save configuration and resubmit command.";
    voice.say(words.start(verb));
    voice.say(chassis.is17() ? words.because(verb, reason) : reason + "\n");
    voice.say(words.failed(verb));
    voice.end();
    return Verdict.REFUSED;
  }

  private static Verdict busy(Voice voice) {
    voice.say("FAILED: cannot start new install operation, some operation is already running\n");
    voice.end();
    return Verdict.REFUSED;
  }

  Verdict refuse(String verb, Voice voice, String reason) {
    voice.say(words.because(verb, reason));
    voice.say(words.failed(verb));
    voice.end();
    return Verdict.REFUSED;
  }

  void startTimer(Duration length) {
    Instant end = chassis.timeline().now().plus(length);
    issu.ifPresent(operation -> operation.startTimer(end));
    if (abortTimer != null) {
      abortTimer.cancel();
    }
    abortTimer = chassis.timeline().after(length, this::timerExpired);
    chassis
        .log()
        .add(
            "%INSTALL-5-INSTALL_AUTO_ABORT_TIMER_PROGRESS: "
                + chassis.active().logLocation()
                + ": rollback_timer: Install auto abort timer will expire in "
                + length.toSeconds()
                + " seconds");
  }

  void stopTimer() {
    issu.ifPresent(Issu::stopTimer);
    if (abortTimer != null) {
      abortTimer.cancel();
      abortTimer = null;
    }
  }

  /// Prints into whatever runs in the foreground.
  void say(String text) {
    runningVoice.say(text + "\n");
  }

  void expireNow() {
    if (abortTimer != null) {
      abortTimer.cancel();
    }
    timerExpired();
  }

  private void timerExpired() {
    issu.ifPresent(operation -> {
      chassis
          .log()
          .add(
              "%INSTALL-3-INSTALL_AUTO_ABORT_TIMER_EXPIRED: "
                  + chassis.active().logLocation()
                  + ": rollback_timer: Install auto abort timer expired");
      stopRunning();
      new AbortOperation(chassis, Voice.NOBODY).expire(operation);
    });
  }
}
