package io.hitless.device.iosxe.show;

import io.hitless.device.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ways in which `copy` and the SCP server of IOS XE say no, most telling first.
///
/// Sources: error messages of the Cisco IOS file system (`%Error verb url (reason)`), and what
/// users of pyntc, netmiko and ntc-ansible reported.
public record CopyRefusals(Pattern text, Refusal reason) {
  private static final String ERROR = "^%?\\s{0,4}Error .{0,400}\\(.{0,40}";

  private static final List<CopyRefusals> TABLE =
      List.of(
          of("already existing with this name|Do you want to over ?write", Refusal.FILE_EXISTS),
          of(ERROR + "(?:File exists|already exists)", Refusal.FILE_EXISTS),
          of(
              ERROR
                  + "(?i:permission denied|incorrect login|login incorrect|authentication fail|authorization|unauthorized|forbidden|access denied)",
              Refusal.FILE_SERVER_LOGIN),
          of("^% ?Authentication failed", Refusal.FILE_SERVER_LOGIN),
          of(
              ERROR + "(?i:no such file|file not found|not found|no such device)",
              Refusal.NO_SUCH_FILE),
          of(
              "(?i)no space left|not enough space|not enough free|insufficient space|disk full",
              Refusal.NOT_ENOUGH_SPACE),
          of("^Administratively disabled", Refusal.SCP_SERVER_OFF),
          of("^Privilege denied", Refusal.NOT_AUTHORISED),
          of(
              "^%?\\s{0,4}Error (?:reading|writing|copying|transferring|receiving|closing|verifying) ",
              Refusal.COPY_BROKEN),
          of(
              "^%?\\s{0,4}Error opening .{0,400}\\((?i:.{0,20}timed ?out|connection|host|network|no route|unknown host|i/o|socket|invalid host|undefined)",
              Refusal.FILE_SERVER_UNREACHABLE));

  /// The most telling line of an answer that is known to be a refusal.
  public static Optional<Match> in(List<String> lines) {
    for (CopyRefusals row : TABLE) {
      for (String line : lines) {
        if (row.text().matcher(line.strip()).find()) {
          return Optional.of(new Match(row.reason(), line.strip()));
        }
      }
    }
    return Optional.empty();
  }

  /// @param words the device's own line
  public record Match(Refusal reason, String words) {}

  private static CopyRefusals of(String text, Refusal reason) {
    return new CopyRefusals(Pattern.compile(text), reason);
  }
}
