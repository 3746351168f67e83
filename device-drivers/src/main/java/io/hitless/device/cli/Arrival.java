package io.hitless.device.cli;

import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The time between logging in and the first prompt: banners, perhaps a question, perhaps a unit or
/// a machine that is not what we came for.
final class Arrival {
  private final String device;
  private final Terminal terminal;
  private final CliSettings settings;
  private int looked;

  Arrival(String device, Terminal terminal, CliSettings settings) {
    this.device = device;
    this.terminal = terminal;
    this.settings = settings;
  }

  /// Waits until something stands that looks like the prompt of a switch. A banner may look like
  /// one for a moment; the echo of the first command tells them apart.
  void awaitPrompt() {
    Waiting waiting =
        new Waiting(new Patience(settings.login(), settings.login()), settings.login());
    while (!promptStands()) {
      String line = terminal.screen().current();
      boolean odd =
          Prompt.of(line).isEmpty() && (Dialogue.isQuestion(line) || Prompt.isUnixShell(line));
      Duration wait = waiting.next(true);
      if (terminal.hear(odd ? waiting.shorter(settings.settle(), true) : wait)) {
        refuseInactiveUnit();
      } else if (odd) {
        throw oddGreeting(line);
      }
      if (waiting.over(true)) {
        throw new DeviceException.Silent(
            device
                + ": no prompt within "
                + settings.login()
                + " of logging in"
                + (line.isEmpty() ? "" : "; its last line was: " + terminal.quoted(line)));
      }
    }
  }

  private boolean promptStands() {
    String line = terminal.screen().current();
    Optional<Prompt> prompt = Prompt.of(line);
    if (prompt.isEmpty() || terminal.hearsMore()) {
      return false;
    }
    prompt
        .get()
        .refusal(device, line)
        .ifPresent(wrong -> {
          throw wrong;
        });
    return true;
  }

  private void refuseInactiveUnit() {
    List<String> news = terminal.answer().linesFrom(looked);
    looked += news.size();
    for (String line : news) {
      if (Prompt.saysNotActive(line)) {
        throw DeviceException.UnexpectedPrompt.ofStandby(
            device + ": this unit is not active: " + line.strip(), line.strip());
      }
    }
  }

  private DeviceException oddGreeting(String line) {
    if (Prompt.isUnixShell(line)) {
      return new DeviceException.UnrecognisedOutput(
          "login", device + " shows the prompt of a Unix shell, not of a switch: " + line, line);
    }
    String asked = terminal.quoted(line);
    return new DeviceException.UnexpectedPrompt(
        device + " asked something instead of showing its prompt: " + asked, asked);
  }
}
