package io.hitless.job;

import io.hitless.device.Change;
import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.Reply;
import io.hitless.device.Tape;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.SoftwareVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a job asked, learned and decided in the middle of a conversation: one line each, so that
/// people can read it and a recording can be judged again.
public sealed interface Note {

  /// As it stands in a transcript.
  String line();

  /// A question to the device begins; what is typed and printed until it is answered belongs to it.
  ///
  /// @param question the driver's name for it (`issu`, `file`)
  record Asks(String question, List<String> about) implements Note {
    public Asks {
      about = List.copyOf(about);
    }

    @Override
    public String line() {
      return ("asks " + question + " " + String.join(" ", about)).strip();
    }
  }

  /// A change is sent.
  record Sends(Change change) implements Note {
    private static final String NONE = "-";

    @Override
    public String line() {
      return "sends "
          + switch (change) {
            case Change.SaveConfiguration save -> "save-configuration";
            case Change.AddImage add -> "add-image " + add.path();
            case Change.Activate activate ->
                "activate" + activate.autoAbort().map(timer -> " " + timer).orElse("");
            case Change.Commit commit -> "commit";
            case Change.Abort abort -> "abort";
            case Change.RemoveInactive remove -> "remove-inactive";
            case Change.InstallInOneStep install -> "install-in-one-step " + install.path();
            case Change.ClearInstallState clear -> "clear-install-state";
            case Change.Copy copy ->
                "copy "
                    + copy.url()
                    + " "
                    + copy.path()
                    + " "
                    + copy.vrf().orElse(NONE)
                    + " "
                    + copy.login().map(Credentials::username).orElse(NONE);
            case Change.Push push -> "push " + push.content().bytes() + " " + push.path();
            case Change.DeleteFile delete -> "delete-file " + delete.path();
          };
    }

    /// The password was never recorded; what is typed is not compared.
    private static Credentials login(String username) {
      return new Credentials(
          username, Optional.of(Tape.SECRET), Optional.empty(), Optional.empty());
    }

    private static Optional<Note> of(String[] words) {
      Optional<Change> change =
          switch (words[0] + "/" + (words.length - 1)) {
            case "save-configuration/0" -> Optional.of(new Change.SaveConfiguration());
            case "add-image/1" -> Optional.of(new Change.AddImage(words[1]));
            case "activate/0" -> Optional.of(new Change.Activate(Optional.empty()));
            case "activate/1" ->
                Optional.of(new Change.Activate(Optional.of(Duration.parse(words[1]))));
            case "commit/0" -> Optional.of(new Change.Commit());
            case "abort/0" -> Optional.of(new Change.Abort());
            case "remove-inactive/0" -> Optional.of(new Change.RemoveInactive());
            case "install-in-one-step/1" -> Optional.of(new Change.InstallInOneStep(words[1]));
            case "clear-install-state/0" -> Optional.of(new Change.ClearInstallState());
            case "copy/4" ->
                Optional.of(
                    new Change.Copy(
                        words[1],
                        words[2],
                        Optional.of(words[3]).filter(vrf -> !vrf.equals(NONE)),
                        Optional.of(words[4])
                            .filter(user -> !user.equals(NONE))
                            .map(Sends::login)));
            case "delete-file/1" -> Optional.of(new Change.DeleteFile(words[1]));
            default -> Optional.empty();
          };
      return change.map(Sends::new);
    }
  }

  /// What came of the last question or change: what was learned, taken or refused; or why nothing
  /// was, as the code of the trouble and its words.
  record Came(String what) implements Note {
    /// Of a fact that is longer, or has several lines as a configuration has, it is only noted that
    /// it was understood.
    private static final int LONGEST = 1500;

    private static final String FAILED = "! ";

    /// In words that are the same for the same fact.
    public static Came of(Reading<?> reading) {
      String fact = String.valueOf(reading.value());
      boolean oneLine = fact.length() <= LONGEST && fact.chars().noneMatch(c -> c < ' ');
      return new Came(oneLine ? fact : "understood");
    }

    public static Came of(Reply reply) {
      return new Came(
          switch (reply) {
            case Reply.Accepted accepted -> "accepted";
            case Reply.Refused refused -> "refused " + refused.reason();
          });
    }

    public static Came of(DeviceException trouble) {
      String words = String.valueOf(trouble.getMessage()).replaceAll("\\s+", " ");
      return new Came(
          FAILED + trouble.code() + " " + words.substring(0, Math.min(words.length(), LONGEST)));
    }

    /// The code of the trouble, if it was one.
    public Optional<String> trouble() {
      return what.startsWith(FAILED)
          ? Optional.of(what.substring(FAILED.length()).split(" ", 2)[0])
          : Optional.empty();
    }

    @Override
    public String line() {
      return "came " + what;
    }
  }

  /// A verdict, with everything that it was reached from but the device's own answers.
  ///
  /// @param from release before the upgrade
  /// @param begun whether a unit is known to have restarted since the intent
  /// @param early whether the device might not have begun yet
  record Judges(
      Optional<Intent.Kind> last,
      SoftwareVersion from,
      SoftwareVersion target,
      boolean begun,
      boolean early,
      Situation seen,
      Verdict verdict)
      implements Note {
    private static final Pattern LINE =
        Pattern.compile(
            "judges last=([A-Z_]+) from=(\\S+) target=(\\S+) begun=(\\S+) early=(\\S+) seen=([A-Z_]+) verdict=([A-Z_]+)");

    @Override
    public String line() {
      return "judges last=%s from=%s target=%s begun=%s early=%s seen=%s verdict=%s"
          .formatted(
              last.map(Intent.Kind::name).orElse("NONE"),
              from.release(),
              target.release(),
              begun,
              early,
              seen,
              verdict);
    }

    private static Optional<Note> of(String line) {
      Matcher words = LINE.matcher(line);
      if (!words.matches()) {
        return Optional.empty();
      }
      String last = words.group(1);
      return Optional.of(
          new Judges(
              last.equals("NONE") ? Optional.empty() : Optional.of(Intent.Kind.valueOf(last)),
              SoftwareVersion.of(words.group(2)),
              SoftwareVersion.of(words.group(3)),
              Boolean.parseBoolean(words.group(4)),
              Boolean.parseBoolean(words.group(5)),
              Situation.valueOf(words.group(6)),
              Verdict.valueOf(words.group(7))));
    }
  }

  /// Reads a note back.
  ///
  /// @return empty for what this release doesn't know
  static Optional<Note> of(String line) {
    String[] halves = line.split(" ", 2);
    String rest = halves.length > 1 ? halves[1] : "";
    try {
      return switch (halves[0]) {
        case "asks" -> {
          List<String> words = List.of(rest.split(" "));
          yield Optional.of(new Asks(words.getFirst(), words.subList(1, words.size())));
        }
        case "sends" -> Sends.of(rest.split(" "));
        case "came" -> Optional.of(new Came(rest));
        case "judges" -> Judges.of(line);
        default -> Optional.empty();
      };
    } catch (RuntimeException unknownWord) {
      return Optional.empty();
    }
  }
}
