package io.hitless.device.cli;

import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import io.hitless.device.ssh.Shell;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One conversation with the command line of one device: knows its name and mode, sends a command,
/// waits for the prompt, answers what may be answered.
///
/// Whenever the device did not come back to its prompt the session is cut: what it then does is
/// unknown, and a half-finished conversation must not be gone on with. Not for two threads at once,
/// save [#close].
public final class CliSession implements AutoCloseable {
  private static final Pattern PRIVILEGE = Pattern.compile("Current privilege level is (\\d{1,2})");
  private static final Pattern ENABLE_REFUSED =
      Pattern.compile(
          "^% ?(?:Bad secrets|Bad passwords|Access denied|Error in authentication)",
          Pattern.CASE_INSENSITIVE);
  private static final String ASKS_PASSWORD = "[Pp]assword:";

  private final String device;
  private final Shell shell;
  private final Transcript transcript;
  private final CliSettings settings;
  private final Screen screen;
  private final Patience showing;
  private Answer answer = new Answer("", false);
  private String name = "";
  private Mode mode = Mode.USER;

  private CliSession(String device, Shell shell, Transcript transcript, CliSettings settings) {
    this.device = device;
    this.shell = shell;
    this.transcript = transcript;
    this.settings = settings;
    this.screen = new Screen(settings.longestLine(), this::finished);
    this.showing = new Patience(settings.show(), settings.show());
  }

  /// Waits for the first prompt, learns the device's name, reaches the privileged mode and makes
  /// the terminal quiet: no pager, no wrapping, no log lines.
  ///
  /// The name is what stands before the echo of our first command, so that a banner that looks like
  /// a prompt cannot name the device. The enable secret is typed only once, and only at the
  /// password question that `enable` asks.
  ///
  /// @throws DeviceException when any of that fails; the shell is closed then
  public static CliSession open(
      String device,
      Shell shell,
      Credentials credentials,
      SessionLog log,
      InstantSource clock,
      CliSettings settings) {
    CliSession session =
        new CliSession(device, shell, new Transcript(log, clock, credentials), settings);
    try {
      session.awaitFirstPrompt();
      session.learnName();
      if (session.mode == Mode.USER) {
        session.enable(credentials);
      }
      session.run("terminal width 511");
      session.run("terminal no monitor");
      return session;
    } catch (RuntimeException trouble) {
      session.close();
      throw trouble;
    }
  }

  /// The host name as the prompt shows it.
  public String name() {
    return name;
  }

  public Mode mode() {
    return mode;
  }

  public String hostKey() {
    return shell.hostKey();
  }

  /// The privilege level of the account, read from the device.
  ///
  /// @return empty when the device did not say so in the words of IOS
  public Optional<Integer> privilege() {
    return run("show privilege").lines().stream()
        .map(PRIVILEGE::matcher)
        .filter(Matcher::find)
        .map(level -> Integer.valueOf(level.group(1)))
        .findFirst();
  }

  /// Reaches a higher privilege where the account's own is not enough.
  public void enable(Credentials credentials) {
    Optional<Secret> secret = credentials.enableSecret();
    Dialogue dialogue =
        secret.isPresent()
            ? Dialogue.of(Dialogue.Question.once(ASKS_PASSWORD, secret.get().reveal()))
            : Dialogue.NONE;
    Output said;
    try {
      said = run("enable", dialogue, new Patience(settings.login(), settings.login()), false);
    } catch (DeviceException.UnexpectedPrompt asked) {
      if (!asked.prompt().strip().endsWith(":")) {
        throw asked;
      }
      throw new DeviceException.LoginRefused(
          device
              + (secret.isPresent()
                  ? ": the enable secret was refused"
                  : ": enable asks for a secret, and none is stored for this credential"));
    }
    if (said.lines().stream().anyMatch(line -> ENABLE_REFUSED.matcher(line.strip()).find())) {
      throw new DeviceException.LoginRefused(device + ": the enable secret was refused");
    }
    if (mode == Mode.USER) {
      throw new DeviceException.NotAuthorised(
          device + ": enable was refused: " + transcript.strike(String.join(" ", said.lines())));
    }
  }

  /// Runs a command that only reads.
  public Output run(String command) {
    return run(command, Dialogue.NONE, showing, false);
  }

  /// Runs a command.
  ///
  /// @param dialogue the questions it may ask
  /// @param patience how long it may take
  /// @param mustSpeak whether it has to say something within [CliSettings#firstWords]
  /// @throws DeviceException.Silent past the deadline
  /// @throws DeviceException.HungUp when the session ends first
  /// @throws DeviceException.UnexpectedPrompt on any other question, which is declined, and on the
  ///   prompt of a unit that we must not talk to
  public Output run(String command, Dialogue dialogue, Patience patience, boolean mustSpeak) {
    drain();
    answer = new Answer(command, true);
    transcript.sent(command);
    long from = screen.finishedLines();
    shell.type(command + "\r");
    try {
      converse(dialogue, patience, mustSpeak, from);
      return answer.output();
    } catch (DeviceException broken) {
      close();
      throw broken;
    } finally {
      answer = new Answer("", false);
    }
  }

  private void converse(Dialogue dialogue, Patience patience, boolean mustSpeak, long from) {
    Waiting waiting = new Waiting(patience, mustSpeak ? settings.firstWords() : patience.overall());
    int[] asked = new int[dialogue.questions().size()];
    long answeredLine = -1;
    while (true) {
      boolean question = false;
      boolean unechoedPrompt = false;
      if (screen.finishedLines() > from || answeredLine >= 0) {
        if (screen.pagerWaits()) {
          screen.wipeCurrent();
          shell.type(" ");
        } else if (screen.currentLength() > 0 && screen.finishedLines() != answeredLine) {
          String line = screen.current();
          Optional<Prompt> prompt = prompt(line);
          if (prompt.isPresent()) {
            if (answer.echoed() && !more()) {
              mode = prompt.get().mode();
              return;
            }
            unechoedPrompt = !answer.echoed();
          } else if (answered(dialogue, asked, line)) {
            answeredLine = screen.finishedLines();
          } else {
            question = Dialogue.isQuestion(line);
          }
        }
      }
      Duration still =
          question || unechoedPrompt ? settings.settle() : waiting.next(answer.spoken());
      String piece = shell.read(waiting.shorter(still, answer.spoken()));
      if (!piece.isEmpty()) {
        take(piece);
        waiting.heard();
        if (waiting.overallOver()) {
          throw silent(waiting, patience, mustSpeak);
        }
      } else if (question) {
        throw decline();
      } else if (unechoedPrompt) {
        answer.doWithoutEcho();
      } else if (waiting.over(answer.spoken())) {
        throw silent(waiting, patience, mustSpeak);
      }
    }
  }

  /// A prompt counts at the very end of what has come, on a line of its own.
  private Optional<Prompt> prompt(String line) {
    Optional<Prompt> prompt = Prompt.of(line);
    if (prompt.isEmpty()) {
      return prompt;
    }
    if (prompt.get().wrongUnit().isPresent()
        && (name.isEmpty()
            || prompt.get().name().equals(name)
            || prompt.get().name().equals(line.strip()))
        && !more()) {
      throw wrongUnit(prompt.get(), line);
    }
    return prompt.filter(found -> found.wrongUnit().isEmpty() && found.belongsTo(expectedName()));
  }

  private String expectedName() {
    return name.isEmpty()
        ? Prompt.of(beforeEcho())
            .map(Prompt::name)
            .orElse(Prompt.of(screen.current()).map(Prompt::name).orElse(""))
        : name;
  }

  private String beforeEcho() {
    String line = answer.echoLine();
    int end = Math.max(line.indexOf('>'), line.indexOf('#'));
    return end < 0 ? "" : line.substring(0, end + 1);
  }

  private boolean answered(Dialogue dialogue, int[] asked, String line) {
    if (dialogue.questions().isEmpty()) {
      return false;
    }
    String tail = answer.questionTail(line);
    for (int i = 0; i < asked.length; i++) {
      Dialogue.Question question = dialogue.questions().get(i);
      if (asked[i] < question.times() && question.asked().matcher(tail).find()) {
        asked[i]++;
        answer.answered();
        transcript.sent(question.answer());
        shell.type(question.answer() + "\r");
        return true;
      }
    }
    return false;
  }

  /// Says no, waits a moment so that the no arrives, and gives the question to a human.
  private DeviceException.UnexpectedPrompt decline() {
    String asked = transcript.strike(answer.questionTail(screen.current()));
    Dialogue.refusalOf(asked)
        .ifPresent(no -> {
          transcript.sent(no);
          try {
            shell.type(no + "\r");
            take(shell.read(settings.settle()));
          } catch (DeviceException.HungUp gone) {
            // the question is what matters
          }
        });
    return new DeviceException.UnexpectedPrompt(
        device + " asked what is not on the list for this command: " + asked, asked);
  }

  private DeviceException.UnexpectedPrompt wrongUnit(Prompt prompt, String line) {
    return new DeviceException.UnexpectedPrompt(
        device + ": this is " + prompt.wrongUnit().orElseThrow() + ": " + line, line);
  }

  private DeviceException.Silent silent(Waiting waiting, Patience patience, boolean mustSpeak) {
    String last = transcript.strike(screen.current());
    String what =
        mustSpeak && !answer.spoken()
            ? "said nothing within " + settings.firstWords() + " of being asked"
            : waiting.overallOver()
                ? "was not back at its prompt after " + patience.overall()
                : "printed nothing for " + patience.silence();
    return new DeviceException.Silent(
        device + " " + what + (last.isEmpty() ? "" : "; its last line was: " + shortened(last)));
  }

  private void awaitFirstPrompt() {
    Waiting waiting =
        new Waiting(new Patience(settings.login(), settings.login()), settings.login());
    while (true) {
      String line = screen.current();
      Optional<Prompt> prompt = Prompt.of(line);
      if (prompt.isPresent() && !more()) {
        if (prompt.get().wrongUnit().isPresent()) {
          throw wrongUnit(prompt.get(), line);
        }
        return;
      }
      boolean odd = prompt.isEmpty() && (Dialogue.isQuestion(line) || Prompt.isUnixShell(line));
      String piece = shell.read(odd ? settings.settle() : waiting.next(true));
      if (!piece.isEmpty()) {
        take(piece);
      } else if (odd) {
        throw oddGreeting(line);
      } else if (waiting.over(true)) {
        throw new DeviceException.Silent(
            device
                + ": no prompt within "
                + settings.login()
                + " of logging in"
                + (line.isEmpty()
                    ? ""
                    : "; its last line was: " + transcript.strike(shortened(line))));
      }
    }
  }

  private DeviceException oddGreeting(String line) {
    if (Prompt.isUnixShell(line)) {
      return new DeviceException.UnrecognisedOutput(
          "login", device + " shows the prompt of a Unix shell, not of a switch: " + line, line);
    }
    String asked = transcript.strike(line);
    return new DeviceException.UnexpectedPrompt(
        device + " asked something instead of showing its prompt: " + asked, asked);
  }

  private void learnName() {
    run("terminal length 0");
    name = Prompt.of(screen.current()).map(Prompt::name).orElse("");
  }

  private void drain() {
    String piece = shell.read(Duration.ZERO);
    while (!piece.isEmpty()) {
      take(piece);
      piece = shell.read(Duration.ZERO);
    }
  }

  /// Whether more output is already here.
  private boolean more() {
    String piece = shell.read(Duration.ZERO);
    if (piece.isEmpty()) {
      return false;
    }
    take(piece);
    return true;
  }

  private void take(String piece) {
    transcript.received(piece);
    screen.show(piece);
    if (Prompt.saysNotActive(piece)) {
      throw new DeviceException.UnexpectedPrompt(
          device + ": this unit is not active: " + piece.strip(), piece.strip());
    }
    if (screen.overlong()) {
      throw tooMuch("a line longer than " + settings.longestLine() + " characters");
    }
    if (answer.length() > settings.longestOutput()) {
      throw tooMuch("more than " + settings.longestOutput() + " characters");
    }
  }

  private DeviceException.UnrecognisedOutput tooMuch(String what) {
    Output head = answer.output();
    return new DeviceException.UnrecognisedOutput(
        head.command(),
        device + " printed " + what + "; given up",
        transcript.strike(
            String.join(
                "\n", head.lines().stream().limit(20).map(CliSession::shortened).toList())));
  }

  private void finished(String line) {
    Optional<LogLine> logged = LogLine.in(line);
    if (logged.isEmpty()) {
      answer.add(line);
      return;
    }
    transcript.deviceLog(logged.get().text());
    if (!logged.get().before().isBlank()) {
      answer.add(logged.get().before());
    }
    answer.addLog(logged.get().text());
    if (!logged.get().after().isEmpty()) {
      answer.add(logged.get().after());
    }
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  @Override
  public void close() {
    shell.close();
    transcript.end();
  }
}
