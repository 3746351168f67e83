package io.hitless.device.sim;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// One thing that goes wrong, and when. Scenarios are lists of these; their `kind` is the name
/// given here.
///
/// Times are in seconds of device time unless a component says otherwise. A unit is 1 or 2; 0
/// stands for both.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Mishap {
  Trigger at();

  // --- the device isn't as it should be ---

  /// A unit runs out of a bundle.
  record BundleBoot(Trigger at, int unit) implements Mishap {}

  /// A unit's flash has only so many bytes left.
  record LittleSpace(Trigger at, int unit, long bytes) implements Mishap {}

  /// A unit would stop at its boot loader.
  record ManualBoot(Trigger at, int unit) implements Mishap {}

  /// Someone else changes the configuration and doesn't save it.
  record ConfigurationChanges(Trigger at, String line) implements Mishap {}

  /// An image that someone added before and never activated.
  ///
  /// @param issu whether the ISSU record stands in `Added state` as well
  record LeftOver(Trigger at, int unit, String version, boolean issu) implements Mishap {}

  /// Someone else's ISSU operation.
  ///
  /// @param state `ADDED` (its standby being restarted) or `ACTIVATED`
  record ForeignIssu(Trigger at, String version, String state) implements Mishap {}

  /// What is wrong with the image on the flash.
  enum Defect {
    ABSENT,
    CORRUPT,
    SHORT,
    OTHER_PLATFORM
  }

  /// The target image on the active unit's flash isn't what it should be.
  record BadImage(Trigger at, Defect defect) implements Mishap {}

  /// The next copy, pulled or pushed, stops in the middle; what had come so far stays.
  ///
  /// @param percent how much had come
  /// @param reason what the device gives as its reason; empty: it drops the connection
  record CopyBreaks(Trigger at, int percent, String reason) implements Mishap {}

  /// The next copy, pulled or pushed, arrives with all its bytes and one of them wrong.
  record CopyDamaged(Trigger at) implements Mishap {}

  /// A maintenance package is listed.
  ///
  /// @param state the letter of the install table
  /// @param gone whether its file is not on the flash any more
  record Smu(Trigger at, String file, String state, boolean gone) implements Mishap {}

  /// Redundancy is configured as something else than `sso`.
  record RedundancyMode(Trigger at, String mode) implements Mishap {}

  /// A configuration line that the standby won't take.
  ///
  /// @param breaksSync whether bulk synchronisation fails over it from now on while a unit runs
  ///   uncommitted software
  record MismatchedCommand(Trigger at, String line, boolean breaksSync) implements Mishap {}

  // --- the install engine ---

  /// Some operation of someone else holds the engine for a while.
  record EngineBusy(Trigger at, double seconds) implements Mishap {}

  /// The engine's lock is held for good.
  record EngineWedged(Trigger at) implements Mishap {}

  /// The add fails on one unit, which says why.
  record AddFails(Trigger at, int unit, String line) implements Mishap {}

  // --- units ---

  /// The standby restarts, by itself.
  record StandbyReloads(Trigger at) implements Mishap {}

  /// From now on a standby that reaches a state stays there.
  ///
  /// @param role `BOOTING`, `COLD_CONFIG`, `COLD_FILESYS` or `COLD_BULK`
  /// @param reloadsAfter 0: it stays for ever; otherwise it gives up then, with a line about an RF
  ///   client, and restarts healed
  /// @param onlyNew whether that is a fault of uncommitted software only
  record StandbyStuck(Trigger at, String role, double reloadsAfter, boolean onlyNew)
      implements Mishap {}

  /// From now on a standby that comes up on another release than the active unit's is turned away.
  record VersionMismatch(Trigger at) implements Mishap {}

  /// At its next restart the unit boots what it runs now, whatever it was meant to boot.
  record BootsAsBefore(Trigger at, int unit) implements Mishap {}

  /// The next boots take longer, and say why while someone listens.
  record SlowBoot(Trigger at, double seconds, List<String> lines) implements Mishap {}

  /// A unit loses power.
  ///
  /// @param backAfter 0: never
  record PowerLoss(Trigger at, int unit, double backAfter) implements Mishap {}

  /// Everything restarts.
  record BothReload(Trigger at) implements Mishap {}

  /// The links between the units are lost, and one goes into recovery.
  ///
  /// @param answers whether the management address ends on the unit in recovery
  record DualActive(Trigger at, boolean answers) implements Mishap {}

  /// The auto-abort timer runs out now.
  record TimerExpires(Trigger at) implements Mishap {}

  /// The device's clock is set.
  record ClockJumps(Trigger at, double seconds) implements Mishap {}

  // --- sessions ---

  /// The device calls itself something else.
  record Renamed(Trigger at, String hostname) implements Mishap {}

  /// The prompt says that this isn't the active unit: `-stby`, `(recovery-mode)`; or, standing
  /// alone, `switch: ` and `rommon 1 > `.
  record PromptChanges(Trigger at, String suffix) implements Mishap {}

  /// Connections show a key that was never seen.
  record NewHostKey(Trigger at) implements Mishap {}

  /// Connections are offered the algorithms of another release.
  record OtherAlgorithms(Trigger at, String release) implements Mishap {}

  /// Every terminal line is taken.
  record LinesFull(Trigger at, double seconds) implements Mishap {}

  /// New sessions are cut after so much silence, even while something runs.
  record IdleCut(Trigger at, double seconds) implements Mishap {}

  /// Lines pour into the log.
  record LogStorm(Trigger at, int lines, double perSecond) implements Mishap {}

  /// A line printed into whatever runs in the foreground.
  record Remark(Trigger at, String text) implements Mishap {}

  // --- commands; these want a `command:` trigger ---

  /// The command isn't carried out; the device prints this instead.
  record Denied(Trigger at, String text) implements Mishap {}

  /// The command is neither carried out nor answered.
  record DroppedVerb(Trigger at) implements Mishap {}

  /// An install verb starts and fails at once.
  record Refused(Trigger at, String reason) implements Mishap {}

  /// An install verb says that it succeeded, and changed nothing.
  record HollowSuccess(Trigger at, double seconds) implements Mishap {}

  /// Nothing comes for a while.
  ///
  /// @param seconds 0: for ever
  record Hangs(Trigger at, double seconds) implements Mishap {}

  /// A question that nobody knows; `y` goes on, anything else gives the command up.
  record AsksFirst(Trigger at, String prompt) implements Mishap {}

  /// The command prints something else.
  record OtherOutput(Trigger at, String text) implements Mishap {}

  /// The command doesn't stop printing.
  ///
  /// @param lineLength characters before each line end; 0: one line
  record EndlessOutput(Trigger at, long bytes, int lineLength) implements Mishap {}

  /// The command prints a page at a time, whatever the terminal's length, and there is always
  /// another page.
  record EndlessMore(Trigger at) implements Mishap {}

  /// The connection is lost.
  ///
  /// @param executed whether the command is carried out all the same
  /// @param afterBytes how much of its output still arrives
  /// @param silently whether the client hears nothing of it, rather than a closed connection
  record SessionDrops(Trigger at, boolean executed, long afterBytes, boolean silently)
      implements Mishap {}

  /// Output stops in the middle and goes on later.
  ///
  /// @param seconds 0: it doesn't go on
  record OutputFreezes(Trigger at, long afterBytes, double seconds) implements Mishap {}

  /// Output arrives in pieces of so many bytes, cutting through whatever is there.
  ///
  /// @param seconds between two pieces
  record OutputCrawls(Trigger at, int bytes, double seconds) implements Mishap {}

  /// The prompt comes long after the output.
  record LatePrompt(Trigger at, double seconds) implements Mishap {}

  /// The line is echoed twice.
  record DoubleEcho(Trigger at) implements Mishap {}

  /// Output has terminal control sequences and letters of several bytes in it.
  record Garnished(Trigger at) implements Mishap {}
}
