package io.hitless.device.iosxe;

import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.cli.CliSession;
import io.hitless.device.cli.Dialogue;
import io.hitless.device.command.Command;
import io.hitless.device.iosxe.show.ErrorLine;
import io.hitless.device.iosxe.show.Printed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks a Catalyst questions in the form that its release knows.
final class Console {
  private final String device;
  private final CliSession session;

  Console(String device, CliSession session) {
    this.device = device;
    this.session = session;
  }

  /// Asks; the answer is whatever was printed.
  ///
  /// @throws DeviceException.NotAuthorised when the account may not
  /// @throws DeviceException.UnrecognisedOutput when the release doesn't know the command
  Printed ask(Command command) {
    return askFirstKnown(command);
  }

  /// Asks in each form until the release knows one.
  Printed askFirstKnown(Command... forms) {
    Optional<Printed> answer = Optional.empty();
    for (Command form : forms) {
      answer = tryAsking(form);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new DeviceException.UnrecognisedOutput(
        forms[0].text(),
        device
            + " knows none of: "
            + Stream.of(forms).map(Command::text).collect(Collectors.joining(", ")),
        "");
  }

  /// @return empty when the release doesn't know the command
  Optional<Printed> tryAsking(Command command) {
    return checked(Printed.of(session.run(command)));
  }

  /// Asks something that takes long.
  Printed askPatiently(Command command, Patience patience) {
    Printed printed = Printed.of(session.run(command, Dialogue.NONE, patience, false));
    return checked(printed)
        .orElseThrow(() -> printed.refused(device + " does not know this command"));
  }

  private Optional<Printed> checked(Printed printed) {
    List<String> lines = printed.lines();
    Optional<ErrorLine> error =
        ErrorLine.in(lines).filter(line -> line.kind() != ErrorLine.Kind.FAILED);
    if (error.isEmpty()) {
      return Optional.of(printed);
    }
    if (error.get().kind() == ErrorLine.Kind.NOT_AUTHORISED) {
      throw new DeviceException.NotAuthorised(
          device + ": '" + printed.command() + "': " + error.get().words());
    }
    return Optional.empty();
  }
}
