package io.hitless.readiness;

import io.hitless.device.DeviceException;
import io.hitless.readiness.CheckResult.Result;
import java.util.List;

/// Why there is no answer, for the person on shift.
final class Unanswered {
  private static final int LONGEST = 240;

  private Unanswered() {}

  /// The check during which it went wrong.
  static CheckResult at(Check check, DeviceException why) {
    return new CheckResult(check.id(), Result.UNKNOWN, sentence(why), command(why), evidence(why));
  }

  /// A check that was not even begun, since the session was over.
  static CheckResult after(Check check, DeviceException why) {
    return new CheckResult(
        check.id(), Result.UNKNOWN, "Not asked any more. " + sentence(why), "", evidence(why));
  }

  static String sentence(DeviceException why) {
    String words = oneLine(why.getMessage());
    return switch (why) {
      case DeviceException.Unreachable gone -> "The device could not be reached: " + words;
      case DeviceException.LoginRefused refused ->
          "The device refused the login (it was tried once, since accounts lock): " + words;
      case DeviceException.HostKeyChanged changed ->
          changed.pinned().isEmpty()
              ? "No host key is pinned for the device, so no password was sent; it offered "
                  + changed.offered()
                  + ", to be compared with the device's own."
              : "The device answered with another host key than the pinned one, so no password was sent: "
                  + words;
      case DeviceException.Silent silent ->
          "The device did not finish its answer in time: " + words;
      case DeviceException.HungUp gone -> "The session broke off: " + words;
      case DeviceException.UnrecognisedOutput unread ->
          "The device's answer is none that Hitless understands: " + words;
      case DeviceException.UnexpectedPrompt asked ->
          "The device showed a prompt that Hitless does not answer: " + words;
      case DeviceException.NotAuthorised refused ->
          "The account may not run a command that this check needs: " + words;
    };
  }

  private static String command(DeviceException why) {
    return why instanceof DeviceException.UnrecognisedOutput unread ? unread.command() : "";
  }

  private static List<String> evidence(DeviceException why) {
    return switch (why) {
      case DeviceException.UnrecognisedOutput unread ->
          Finding.bounded(
              unread
                  .output()
                  .lines()
                  .map(String::stripTrailing)
                  .filter(l -> !l.isEmpty())
                  .toList());
      case DeviceException.UnexpectedPrompt asked -> Finding.bounded(List.of(asked.prompt()));
      case DeviceException.Unreachable gone -> List.of();
      case DeviceException.LoginRefused refused -> List.of();
      case DeviceException.HostKeyChanged changed -> List.of("offered " + changed.offered());
      case DeviceException.Silent silent -> List.of();
      case DeviceException.HungUp gone -> List.of();
      case DeviceException.NotAuthorised refused -> List.of(oneLine(refused.getMessage()));
    };
  }

  static String oneLine(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return "no reason given";
    }
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
  }
}
