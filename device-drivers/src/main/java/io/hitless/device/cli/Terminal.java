package io.hitless.device.cli;

import io.hitless.device.DeviceException;
import io.hitless.device.Permit;
import io.hitless.device.ssh.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The terminal that a conversation is held on: what is typed and printed passes the transcript,
/// what is printed is shown on a screen, and its finished lines make the answer to the command that
/// was typed last.
///
/// What a device may print for one command is bounded here.
final class Terminal {
  private static final int QUOTED_LINES = 20;

  private final String device;
  private final Shell shell;
  private final Transcript transcript;
  private final CliSettings settings;
  private final Screen screen;
  private Answer answer = new Answer("", false);
  private Permit permit = Permit.ALWAYS;
  private String loggedBehind = "";

  Terminal(String device, Shell shell, Transcript transcript, CliSettings settings) {
    this.device = device;
    this.shell = shell;
    this.transcript = transcript;
    this.settings = settings;
    this.screen = new Screen(settings.longestLine(), this::finished);
  }

  Screen screen() {
    return screen;
  }

  Answer answer() {
    return answer;
  }

  Transcript transcript() {
    return transcript;
  }

  /// Types a command; what comes from now on is its answer.
  ///
  /// @return the number of the screen's line on which it was typed
  long ask(String command) {
    drain();
    answer = new Answer(command, true);
    loggedBehind = "";
    long line = screen.finishedLines();
    type(command);
    return line;
  }

  /// Nothing is asked any more: an answer of megabytes is not kept beside an idle session.
  void rest() {
    answer = new Answer("", false);
  }

  void under(Permit given) {
    permit = given;
  }

  void type(String line) {
    mustStand();
    transcript.sent(line);
    shell.type(line + "\r");
  }

  private void mustStand() {
    try {
      permit.mustStand();
    } catch (RuntimeException over) {
      close();
      throw over;
    }
  }

  /// Turns the pager's page.
  void turnPage() {
    screen.wipeCurrent();
    transcript.pressed(" ");
    shell.type(" ");
  }

  /// Waits for a piece of output.
  ///
  /// @return whether one came
  boolean hear(Duration atMost) {
    String piece = shell.read(atMost);
    if (piece.isEmpty()) {
      return false;
    }
    transcript.received(piece);
    screen.show(piece);
    if (screen.overlong()) {
      throw tooMuch("a line longer than " + settings.longestLine() + " characters");
    }
    if (answer.length() > settings.longestOutput()) {
      throw tooMuch("more than " + settings.longestOutput() + " characters");
    }
    return true;
  }

  /// What a log line was glued to, when nothing but log lines came since: perhaps the prompt, which
  /// a console does not print again. Empty otherwise.
  String loggedBehind() {
    return loggedBehind;
  }

  /// It was the prompt, and no output.
  void takeLoggedBehind() {
    answer.dropLast(loggedBehind);
    loggedBehind = "";
  }

  /// Whether more output is here already; it is shown then.
  boolean hearsMore() {
    return hear(Duration.ZERO);
  }

  /// `text` as it may stand in a message: without secrets, and short.
  String quoted(String text) {
    String struck = transcript.strike(text);
    return struck.length() <= 200 ? struck : struck.substring(0, 200) + "…";
  }

  void close() {
    shell.close();
    transcript.end();
  }

  private void drain() {
    while (hearsMore()) {
      // what came between two commands belongs to neither
    }
  }

  private void finished(String line) {
    Optional<LogLine> logged = LogLine.in(line);
    if (logged.isEmpty()) {
      output(line);
      return;
    }
    LogLine found = logged.get();
    transcript.deviceLog(found.text());
    if (!found.before().isBlank()) {
      output(found.before());
      loggedBehind = found.before();
    }
    answer.addLog(found.text());
    if (!found.after().isEmpty()) {
      output(found.after());
    }
  }

  private void output(String line) {
    if (!line.isBlank()) {
      loggedBehind = "";
    }
    answer.add(line);
  }

  private DeviceException.UnrecognisedOutput tooMuch(String what) {
    Output head = answer.output();
    List<String> quoted = head.lines().stream().limit(QUOTED_LINES).map(this::quoted).toList();
    return new DeviceException.UnrecognisedOutput(
        head.command(), device + " printed " + what + "; given up", String.join("\n", quoted));
  }
}
