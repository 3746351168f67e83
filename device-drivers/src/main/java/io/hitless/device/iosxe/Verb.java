package io.hitless.device.iosxe;

import static io.hitless.device.cli.Dialogue.Question.once;

import io.hitless.device.Change;
import io.hitless.device.CommandText;
import io.hitless.device.cli.Dialogue;
import io.hitless.device.command.Command;
import io.hitless.device.command.Phrase;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The words of a change, and the questions that these words are known to ask with the answer that
/// the change stands for.
///
/// @param command as sent
/// @param dialogue armed before they are
/// @param startsWork whether the engine must say within a minute that it began
record Verb(Command command, Dialogue dialogue, boolean startsWork) {
  private static final Duration SHORTEST_TIMER = Duration.ofMinutes(30);
  private static final Duration LONGEST_TIMER = Duration.ofHours(20);

  private static final Dialogue.Question RELOADS =
      once("may require a reload of the system\\. Do you want to proceed\\? \\[y/n\\]", "y");

  /// Saving is a change of its own: quit, and let it be asked for.
  private static final Dialogue.Question UNSAVED =
      once("save configuration and re-enter the command\\. \\[y/n/q\\]", "q");

  private static final Dialogue.Question REMOVE =
      once("Do you want to remove the above files\\? \\[y/n\\]", "y");

  private static final Dialogue.Question OVERWRITE_CONFIGURATION =
      once("Overwrite the previous NVRAM configuration\\?\\s?\\[confirm\\]", "");

  private static final Dialogue.Question CLEAR =
      once("(?i)(?:clear|proceed|continue|reload)[^\\[\\]]{0,80}\\[y/n\\]", "y");

  String words() {
    return command.text();
  }

  static Verb of(Change change) {
    return switch (change) {
      case Change.SaveConfiguration save ->
          new Verb(Phrase.WRITE_MEMORY.with(), Dialogue.of(OVERWRITE_CONFIGURATION), false);
      case Change.AddImage add ->
          new Verb(Phrase.INSTALL_ADD.with(add.path()), Dialogue.of(UNSAVED), true);
      case Change.Activate activate ->
          new Verb(activation(activate.autoAbort()), Dialogue.of(RELOADS, UNSAVED), true);
      case Change.Commit commit ->
          new Verb(Phrase.INSTALL_COMMIT.with(), Dialogue.of(UNSAVED), true);
      case Change.Abort abort ->
          new Verb(Phrase.INSTALL_ABORT.with(), Dialogue.of(RELOADS, UNSAVED), true);
      case Change.RemoveInactive remove ->
          new Verb(Phrase.INSTALL_REMOVE.with(), Dialogue.of(REMOVE, UNSAVED), true);
      case Change.InstallInOneStep install ->
          new Verb(
              Phrase.INSTALL_ONE_STEP.with(install.path()), Dialogue.of(RELOADS, UNSAVED), true);
      case Change.ClearInstallState clear ->
          new Verb(Phrase.CLEAR_INSTALL_STATE.with(), Dialogue.of(CLEAR), true);
      case Change.Copy copy -> CopyVerb.of(copy);
      case Change.Push push -> new Verb(Phrase.SCP.with(push.path()), Dialogue.NONE, false);
      case Change.DeleteFile delete -> delete(CommandText.imagePath(delete.path()));
    };
  }

  private static Verb delete(String path) {
    return new Verb(
        Phrase.DELETE.with(path),
        Dialogue.of(
            once("Delete filename \\[" + Pattern.quote(nameOf(path)) + "\\]\\?", ""),
            once("Delete \\S*" + Pattern.quote(nameOf(path)) + "\\? ?\\[confirm\\]", "")),
        false);
  }

  private static Command activation(Optional<Duration> autoAbort) {
    if (autoAbort.isEmpty()) {
      return Phrase.INSTALL_ACTIVATE.with();
    }
    Duration wanted = autoAbort.get();
    if (wanted.compareTo(SHORTEST_TIMER) < 0
        || wanted.compareTo(LONGEST_TIMER) > 0
        || !wanted.equals(Duration.ofMinutes(wanted.toMinutes()))) {
      throw new IllegalArgumentException(
          "an auto-abort timer is a whole number of minutes from 30 to 1200: " + wanted);
    }
    return Phrase.INSTALL_ACTIVATE_TIMER.with(String.valueOf(wanted.toMinutes()));
  }

  static String nameOf(String path) {
    return path.substring(path.indexOf(':') + 1).replaceFirst("^/", "");
  }
}
