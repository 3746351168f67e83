package io.hitless.device.iosxe;

import static io.hitless.device.cli.Dialogue.Question.once;
import static io.hitless.device.cli.Dialogue.Question.secret;

import io.hitless.device.Change;
import io.hitless.device.CommandText;
import io.hitless.device.Credentials;
import io.hitless.device.cli.Dialogue;
import io.hitless.device.cli.Dialogue.Question;
import io.hitless.device.command.Command;
import io.hitless.device.command.Phrase;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// `copy URL flash:NAME`, with the questions that IOS XE asks about it (`file prompt` decides
/// which) and what this very copy answers.
///
/// A name in brackets is what the device took from the command: it is agreed to only where it is
/// what we mean. Writing over a file is declined whatever the file is; one that a job wrote itself
/// it deletes first. A password is typed at one password question of a scheme that has logins, and
/// only when one was given for the file server.
final class CopyVerb {
  private static final Set<String> OVER_SSH = Set.of("scp", "sftp");
  private static final Set<String> WITH_LOGIN = Set.of("scp", "sftp", "ftp", "http", "https");

  private CopyVerb() {}

  static Verb of(Change.Copy copy) {
    String path = CommandText.imagePath(copy.path());
    String url = CommandText.imageUrl(copy.url());
    Command command =
        copy.vrf()
            .map(vrf -> Phrase.COPY_VRF.with(url, path, vrf))
            .orElseGet(() -> Phrase.COPY.with(url, path));
    URI source = URI.create(url);
    String scheme = String.valueOf(source.getScheme());
    List<Question> questions = new ArrayList<>();
    String host = String.valueOf(source.getHost());
    named(questions, "Address or name of remote host", host);
    if (source.getPort() > 0) {
      String withPort = Pattern.quote(host + ":" + source.getPort());
      questions.add(once("Address or name of remote host \\[" + withPort + "\\]\\?", ""));
    }
    named(questions, "Source filename", source.getRawPath().replaceFirst("^/+", ""));
    named(questions, "Destination filename", Verb.nameOf(path));
    questions.add(once("Do you want to over ?write\\? ?\\[confirm\\]", "n"));
    if (OVER_SSH.contains(scheme)) {
      // The file is told by its hash, wherever it came from; the switch has no other way to go on.
      questions.add(
          once("Are you sure you want to continue connecting \\(yes/no[^()]{0,20}\\)\\?", "yes"));
    }
    if (WITH_LOGIN.contains(scheme)) {
      copy.login().ifPresent(login -> login(questions, login));
    }
    return new Verb(command, new Dialogue(questions), false);
  }

  /// Enter where the device suggests what we mean, our own word where it suggests nothing.
  private static void named(List<Question> questions, String asked, String meant) {
    questions.add(once(asked + " \\[/{0,2}" + Pattern.quote(meant) + "\\]\\?", ""));
    questions.add(once(asked + " \\[\\]\\?", meant));
  }

  private static void login(List<Question> questions, Credentials login) {
    questions.add(
        once(
            "(?:Source|Remote) username \\[[^\\[\\]]*\\]\\?",
            CommandText.account(login.username())));
    login
        .password()
        .ifPresent(password ->
            questions.add(
                secret("(?:^|\\s)(?:(?:Source|Remote) )?[Pp]assword ?(?::|\\[\\]\\?)", password)));
  }
}
