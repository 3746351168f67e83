package io.hitless.device.cli;

import io.hitless.device.DeviceException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text that a command line waits behind, if a whole unfinished line is one.
///
/// @param name host name as printed, perhaps cut to 20 characters in configuration mode
/// @param wrongUnit what kind of unit we must not talk to this is: a standby, one side of a split
///   pair, a boot loader
record Prompt(String name, Mode mode, Optional<String> wrongUnit) {
  /// Configuration prompts repeat at most this much of the host name; some releases less.
  private static final int NAME_CUT = 20;

  private static final int SHORTEST_CUT = 16;

  private static final int LONGEST = 160;

  private static final Pattern EXEC =
      Pattern.compile(
          "(?<name>[A-Za-z0-9_][\\w.@:/+~-]{0,99}?)"
              + "(?<standby>-stby|-standby)?"
              + "(?<remarks>(?:\\([\\w .-]{1,40}\\))*)"
              + "(?<behind>(?:-stby|-standby)(?:\\(boot\\))?)?"
              + "(?<end>[>#])");

  private static final Pattern CONFIGURATION_REMARK =
      Pattern.compile("\\([\\w.-]*(?:con|cfg|vlan|ipsec|crypto|profile|server|line)[\\w.-]*\\)");

  private static final String STANDBY = "the standby unit";

  private static final Pattern BOOT_LOADER =
      Pattern.compile("(?:switch:|rommon \\d+ ?>|grub>|sw\\.\\S{1,40}-bp>)");

  private static final Pattern NOT_ACTIVE =
      Pattern.compile(
          "standby console disabled|This D?RP Node is not ready or active for login",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern UNIX =
      Pattern.compile("(?:\\[[^\\]]{1,100}\\]|\\S{0,140}[\\w~/)])[$%]");

  /// Reads a whole line as a prompt.
  static Optional<Prompt> of(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    if (BOOT_LOADER.matcher(text).matches()) {
      return Optional.of(new Prompt(text, Mode.USER, Optional.of("a boot loader")));
    }
    Matcher exec = EXEC.matcher(text);
    if (!exec.matches()) {
      return Optional.empty();
    }
    String remarks = exec.group("remarks");
    Mode mode = exec.group("end").equals(">") ? Mode.USER : Mode.PRIVILEGED;
    Optional<String> wrongUnit = Optional.empty();
    if (exec.group("standby") != null
        || exec.group("behind") != null
        || remarks.contains("(standby)")) {
      wrongUnit = Optional.of(STANDBY);
    } else if (remarks.contains("(recovery-mode)") || remarks.contains("(rp-rec-mode)")) {
      wrongUnit = Optional.of("a unit in recovery mode, one side of a split pair");
    } else if (remarks.contains("(boot)")) {
      wrongUnit = Optional.of("a unit running its boot helper");
    } else if (!remarks.isEmpty()) {
      if (mode != Mode.PRIVILEGED || !CONFIGURATION_REMARK.matcher(remarks).find()) {
        wrongUnit = Optional.of("a unit in a mode that we do not know");
      } else {
        mode = Mode.CONFIGURATION;
      }
    }
    return Optional.of(new Prompt(exec.group("name"), mode, wrongUnit));
  }

  /// Why a unit with this prompt is not spoken to.
  ///
  /// @param line as it stands on the screen
  Optional<DeviceException.UnexpectedPrompt> refusal(String device, String line) {
    return wrongUnit.map(what -> {
      String message = device + ": this is " + what + ": " + line;
      return what.equals(STANDBY)
          ? DeviceException.UnexpectedPrompt.ofStandby(message, line)
          : new DeviceException.UnexpectedPrompt(message, line);
    });
  }

  /// Whether this is the prompt of the device whose full name was learned while logging in.
  boolean belongsTo(String learned) {
    if (name.equals(learned)) {
      return true;
    }
    return mode == Mode.CONFIGURATION
        && learned.startsWith(name)
        && name.length() >= SHORTEST_CUT
        && name.length() <= NAME_CUT;
  }

  /// Text that is printed instead of a prompt where nobody may log in.
  static boolean saysNotActive(String line) {
    return NOT_ACTIVE.matcher(line).find();
  }

  /// The prompt of a Unix shell: not a switch's command line.
  static boolean isUnixShell(String line) {
    String text = line.strip();
    return text.length() <= LONGEST && UNIX.matcher(text).matches();
  }
}
