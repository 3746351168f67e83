package io.hitless.device.iosxe.show;

import io.hitless.device.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ways in which IOS XE says no to a changing command, most telling first.
///
/// Sources: TAC document 214406, "Troubleshoot and Recover Catalyst 9000 upgrade failures"
/// (217607), and sessions published with Cisco's own test tools.
record Refusals(Pattern text, Refusal reason) {
  private static final List<Refusals> TABLE =
      List.of(
          of("ABORT operation is not allowed", Refusal.NOT_IN_THIS_STATE),
          of("Nothing to [Aa]bort", Refusal.NOT_IN_THIS_STATE),
          of("not supported in bundle boot mode", Refusal.BUNDLE_MODE),
          of("Booted in bundle mode", Refusal.BUNDLE_MODE),
          of("System configuration has been modified", Refusal.UNSAVED_CONFIGURATION),
          of("save configuration and re-enter the command", Refusal.UNSAVED_CONFIGURATION),
          of("cannot start new install operation", Refusal.ENGINE_BUSY),
          of("some operation is already running", Refusal.ENGINE_BUSY),
          of("(?i)another install operation is in progress", Refusal.ENGINE_BUSY),
          of("(?:ISSU|issu) in progress", Refusal.UPGRADE_IN_PROGRESS),
          of("Abort the ISSU upgrade to proceed", Refusal.UPGRADE_IN_PROGRESS),
          of("already added\\. Add operation not allowed", Refusal.ALREADY_ADDED),
          of("Super package already added", Refusal.ALREADY_ADDED),
          of("not enough free disk", Refusal.NOT_ENOUGH_SPACE),
          of("requires \\d+ ?KB of free space", Refusal.NOT_ENOUGH_SPACE),
          of("No space left on device", Refusal.NOT_ENOUGH_SPACE),
          of(
              "(?i)standby (?:is )?not (?:in|ready|present|in standby hot)|peer is not|Standby Hot state.{0,80}fail",
              Refusal.STANDBY_NOT_READY),
          of(
              "terminal (?:redundancy )?state.{0,80}not|not reached terminal",
              Refusal.STANDBY_NOT_READY),
          of("Failed on \\[", Refusal.PARTIAL),
          of(
              "^%?\\s*Error (?:opening|deleting) .{0,400}(?:No such file|File not found)",
              Refusal.NO_SUCH_FILE),
          of("^.{0,80}(?:image|file) .{0,200}(?:does not exist|not found)", Refusal.NO_SUCH_FILE),
          of(
              "(?i)operation (?:is )?not allowed|not allowed in .{1,60} state",
              Refusal.NOT_IN_THIS_STATE),
          of(
              "(?i)no (?:uncommitted|added|inactive) (?:package|image|version).{0,80}(?:activate|commit)",
              Refusal.NOT_IN_THIS_STATE));

  /// The most telling line of an answer that is known to be a refusal.
  static Optional<Match> in(List<String> lines) {
    for (Refusals row : TABLE) {
      for (String line : lines) {
        if (row.text().matcher(line).find()) {
          return Optional.of(new Match(row.reason(), line.strip()));
        }
      }
    }
    return Optional.empty();
  }

  record Match(Refusal reason, String words) {}

  private static Refusals of(String text, Refusal reason) {
    return new Refusals(Pattern.compile(text), reason);
  }
}
