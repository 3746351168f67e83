package io.hitless.device.cli;

import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Permit;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import io.hitless.device.command.Command;
import io.hitless.device.command.Phrase;
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
          "% ?(?:Bad secrets|Bad passwords|Access denied|Error in authentication).*",
          Pattern.CASE_INSENSITIVE);
  private static final String ASKS_PASSWORD = "[Pp]assword:";

  private final String device;
  private final Shell shell;
  private final Terminal terminal;
  private final CliSettings settings;
  private final Patience showing;
  private String name = "";
  private String prompted = "";
  private Mode mode = Mode.USER;

  private CliSession(String device, Shell shell, Terminal terminal, CliSettings settings) {
    this.device = device;
    this.shell = shell;
    this.terminal = terminal;
    this.settings = settings;
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
    Terminal terminal =
        new Terminal(device, shell, new Transcript(log, clock, credentials), settings);
    CliSession session = new CliSession(device, shell, terminal, settings);
    try {
      new Arrival(device, terminal, settings).awaitPrompt();
      session.run(Phrase.TERMINAL_LENGTH.with());
      session.name = session.prompted;
      if (session.mode == Mode.USER) {
        session.enable(credentials);
      }
      session.run(Phrase.TERMINAL_WIDTH.with());
      session.run(Phrase.TERMINAL_NO_MONITOR.with());
      return session;
    } catch (DeviceException trouble) {
      session.close();
      throw session.struck(trouble);
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

  /// A line that the device printed as it may be kept: without secrets.
  public String strikeLine(String line) {
    return terminal.transcript().strikeLine(line);
  }

  /// What broke, without secrets in its words.
  public DeviceException struck(DeviceException trouble) {
    Transcript transcript = terminal.transcript();
    return trouble.struck(transcript::strike, transcript::strikeLine);
  }

  /// What everything typed from now on is typed under.
  public void under(Permit permit) {
    terminal.under(permit);
  }

  /// The privilege level of the account, read from the device.
  ///
  /// @return empty when the device did not say so in the words of IOS
  public Optional<Integer> privilege() {
    return run(Phrase.SHOW_PRIVILEGE.with()).lines().stream()
        .map(PRIVILEGE::matcher)
        .filter(Matcher::find)
        .map(level -> Integer.valueOf(level.group(1)))
        .findFirst();
  }

  /// Reaches a higher privilege where the account's own is not enough.
  public void enable(Credentials credentials) {
    Optional<Secret> secret = credentials.enableSecret();
    Dialogue dialogue = secret.map(this::enabling).orElse(Dialogue.NONE);
    Output said;
    try {
      said =
          run(
              Phrase.ENABLE.with(),
              dialogue,
              new Patience(settings.login(), settings.login()),
              false);
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
    if (said.lines().stream().anyMatch(line -> ENABLE_REFUSED.matcher(line.strip()).matches())) {
      throw new DeviceException.LoginRefused(device + ": the enable secret was refused");
    }
    if (mode == Mode.USER) {
      throw new DeviceException.NotAuthorised(
          device + ": enable was refused: " + terminal.quoted(String.join(" ", said.lines())));
    }
  }

  /// A secret of several lines would be typed as several commands.
  private Dialogue enabling(Secret secret) {
    try {
      return Dialogue.of(Dialogue.Question.secret(ASKS_PASSWORD, secret));
    } catch (IllegalArgumentException untypable) {
      throw new DeviceException.LoginRefused(
          device + ": the enable secret cannot be typed: " + untypable.getMessage());
    }
  }

  /// Runs a command that only reads.
  public Output run(Command command) {
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
  public Output run(Command command, Dialogue dialogue, Patience patience, boolean mustSpeak) {
    try {
      long line = terminal.ask(command.text());
      converse(new Answers(dialogue, terminal), patience, mustSpeak, line);
      return terminal.answer().output();
    } catch (DeviceException broken) {
      close();
      throw broken;
    } finally {
      terminal.rest();
    }
  }

  /// Hears until the prompt stands. The prompt counts behind the echo of the command, alone on its
  /// line, at the very end of what has come; without an echo, or with a log line glued to it, it
  /// must stand still for a moment.
  private void converse(Answers answers, Patience patience, boolean mustSpeak, long typedOn) {
    Waiting waiting = new Waiting(patience, mustSpeak ? settings.firstWords() : patience.overall());
    while (true) {
      Standing standing = standing(answers, typedOn);
      if (standing == Standing.PROMPT) {
        return;
      }
      boolean spoken = terminal.answer().spoken();
      Duration wait =
          standing == Standing.NOTHING
              ? waiting.next(spoken)
              : waiting.shorter(settings.settle(), spoken);
      if (terminal.hear(wait)) {
        waiting.heard();
      } else if (standing == Standing.QUESTION) {
        throw answers.decline(device, settings.settle());
      } else if (standing == Standing.UNECHOED_PROMPT) {
        terminal.answer().doWithoutEcho();
      } else if (standing == Standing.PROMPT_BEFORE_LOG) {
        terminal.takeLoggedBehind();
        return;
      }
      if (waiting.over(terminal.answer().spoken())
          && standing(answers, typedOn) != Standing.PROMPT) {
        throw silent(waiting, patience, mustSpeak);
      }
    }
  }

  /// What stands at the end of what has come.
  private enum Standing {
    NOTHING,
    PROMPT,
    UNECHOED_PROMPT,
    PROMPT_BEFORE_LOG,
    QUESTION
  }

  private Standing standing(Answers answers, long typedOn) {
    Screen screen = terminal.screen();
    if (screen.pagerWaits()) {
      terminal.turnPage();
      return Standing.NOTHING;
    }
    if (screen.currentLength() == 0 && isOurPrompt(terminal.loggedBehind())) {
      return terminal.answer().echoed() ? Standing.PROMPT_BEFORE_LOG : Standing.NOTHING;
    }
    if (screen.currentLength() == 0
        || screen.finishedLines() == typedOn
        || answers.answeredOn(screen.finishedLines())) {
      return Standing.NOTHING;
    }
    String line = screen.current();
    if (isOurPrompt(line)) {
      if (!terminal.answer().echoed()) {
        return Standing.UNECHOED_PROMPT;
      }
      return terminal.hearsMore() ? Standing.NOTHING : Standing.PROMPT;
    }
    return !answers.answer(line) && Dialogue.isQuestion(line)
        ? Standing.QUESTION
        : Standing.NOTHING;
  }

  private boolean isOurPrompt(String line) {
    Optional<Prompt> found = Prompt.of(line);
    if (found.isEmpty()) {
      return false;
    }
    Prompt prompt = found.get();
    Optional<DeviceException.UnexpectedPrompt> wrong = prompt.refusal(device, line);
    if (wrong.isPresent()) {
      boolean ours = name.isEmpty() || prompt.name().equals(name) || prompt.name().equals(line);
      if (ours && !terminal.hearsMore()) {
        throw wrong.get();
      }
      return false;
    }
    if (!prompt.belongsTo(name.isEmpty() ? nameBeforeEcho().orElse(prompt.name()) : name)) {
      return false;
    }
    mode = prompt.mode();
    prompted = prompt.name();
    return true;
  }

  private Optional<String> nameBeforeEcho() {
    String line = terminal.answer().echoLine();
    int end = Math.max(line.indexOf('>'), line.indexOf('#'));
    return end < 0 ? Optional.empty() : Prompt.of(line.substring(0, end + 1)).map(Prompt::name);
  }

  private DeviceException.Silent silent(Waiting waiting, Patience patience, boolean mustSpeak) {
    String last = terminal.screen().current();
    String what =
        mustSpeak && !terminal.answer().spoken()
            ? "said nothing within " + settings.firstWords() + " of being asked"
            : waiting.overallOver()
                ? "was not back at its prompt after " + patience.overall()
                : "printed nothing for " + patience.silence();
    return new DeviceException.Silent(
        device
            + " "
            + what
            + (last.isEmpty() ? "" : "; its last line was: " + terminal.quoted(last)));
  }

  @Override
  public void close() {
    terminal.close();
  }
}
