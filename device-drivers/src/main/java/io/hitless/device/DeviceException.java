package io.hitless.device;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A conversation with a device that did not come to an answer. What the device then does is
/// unknown until it is read again.
public abstract sealed class DeviceException extends RuntimeException {
  private DeviceException(String message) {
    super(message);
  }

  /// Stable word for metrics and problem codes.
  public abstract String code();

  /// The same without secrets.
  ///
  /// @param words strikes them out of a sentence of ours
  /// @param line strikes them out of a line of the device
  public final DeviceException struck(UnaryOperator<String> words, UnaryOperator<String> line) {
    String message = words.apply(String.valueOf(getMessage()));
    DeviceException same =
        switch (this) {
          case Unreachable it -> new Unreachable(message);
          case LoginRefused it -> new LoginRefused(message);
          case HostKeyChanged it -> it;
          case Silent it -> new Silent(message);
          case HungUp it -> new HungUp(message);
          case UnrecognisedOutput it ->
              new UnrecognisedOutput(
                  (CharSequence) message, it.command, lines(it.output, line), it.busy);
          case UnexpectedPrompt it ->
              new UnexpectedPrompt(message, line.apply(it.prompt), it.standby);
          case NotAuthorised it -> new NotAuthorised(message);
        };
    same.setStackTrace(getStackTrace());
    return same;
  }

  private static String lines(String text, UnaryOperator<String> line) {
    return text.lines().map(line).collect(Collectors.joining("\n"));
  }

  /// No TCP or SSH connection: refused, timed out, no common algorithm, all terminal lines taken.
  public static final class Unreachable extends DeviceException {
    public Unreachable(String message) {
      super(message);
    }

    @Override
    public String code() {
      return "unreachable";
    }
  }

  /// The account or its secret was not accepted. Never retried in a loop, since accounts lock.
  public static final class LoginRefused extends DeviceException {
    public LoginRefused(String message) {
      super(message);
    }

    @Override
    public String code() {
      return "login-refused";
    }
  }

  /// Another key than the pinned ones was offered; no credential was sent.
  public static final class HostKeyChanged extends DeviceException {
    private final String offered;
    private final Set<String> pinned;

    public HostKeyChanged(String device, String offered, Set<String> pinned) {
      super(device + " offered host key " + offered + ", pinned: " + String.join(", ", pinned));
      this.offered = offered;
      this.pinned = Set.copyOf(pinned);
    }

    public String offered() {
      return offered;
    }

    public Set<String> pinned() {
      return pinned;
    }

    @Override
    public String code() {
      return "host-key-changed";
    }
  }

  /// The deadline of a command passed without its prompt coming back.
  public static final class Silent extends DeviceException {
    public Silent(String message) {
      super(message);
    }

    @Override
    public String code() {
      return "silent";
    }
  }

  /// The session ended in the middle of a conversation.
  public static final class HungUp extends DeviceException {
    public HungUp(String message) {
      super(message);
    }

    @Override
    public String code() {
      return "hung-up";
    }
  }

  /// An answer that no parser of ours knows, with the text itself.
  public static final class UnrecognisedOutput extends DeviceException {
    private final String command;
    private final String output;
    private final boolean busy;

    public UnrecognisedOutput(String command, String reason, String output) {
      this((CharSequence) ("'" + command + "': " + reason), command, output, false);
    }

    private UnrecognisedOutput(CharSequence message, String command, String output, boolean busy) {
      super(message.toString());
      this.command = command;
      this.output = output;
      this.busy = busy;
    }

    /// The device says that it is at something else, and nothing of what was asked.
    public static UnrecognisedOutput ofBusy(String command, String output) {
      return new UnrecognisedOutput(
          (CharSequence) ("'" + command + "': the install engine is busy"), command, output, true);
    }

    /// Whether the same question may be answered once the device is through with what it is at.
    public boolean busy() {
      return busy;
    }

    public String command() {
      return command;
    }

    public String output() {
      return output;
    }

    @Override
    public String code() {
      return "unrecognised-output";
    }
  }

  /// A question that is not on the list for the command, or the prompt of a unit we must not talk
  /// to. It was not answered.
  public static final class UnexpectedPrompt extends DeviceException {
    private final String prompt;
    private final boolean standby;

    public UnexpectedPrompt(String message, String prompt) {
      this(message, prompt, false);
    }

    private UnexpectedPrompt(String message, String prompt, boolean standby) {
      super(message);
      this.prompt = prompt;
      this.standby = standby;
    }

    /// The unit that answers is not the active one.
    public static UnexpectedPrompt ofStandby(String message, String prompt) {
      return new UnexpectedPrompt(message, prompt, true);
    }

    public String prompt() {
      return prompt;
    }

    /// Whether it is only the wrong unit of the two: the active one may be met at the next try.
    public boolean standby() {
      return standby;
    }

    @Override
    public String code() {
      return "unexpected-prompt";
    }
  }

  /// The account is logged in but may not run a command.
  public static final class NotAuthorised extends DeviceException {
    public NotAuthorised(String message) {
      super(message);
    }

    @Override
    public String code() {
      return "not-authorised";
    }
  }
}
