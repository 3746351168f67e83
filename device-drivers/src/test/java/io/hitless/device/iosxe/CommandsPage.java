package io.hitless.device.iosxe;

import io.hitless.device.Change;
import io.hitless.device.Credentials;
import io.hitless.device.ImageContent;
import io.hitless.device.Secret;
import io.hitless.device.cli.Dialogue.Question;
import io.hitless.device.command.Phrase;
import io.hitless.device.command.Phrase.Effect;
import io.hitless.device.command.Slot;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes the list of phrases as a page, so that what is documented is what can be sent.
final class CommandsPage {
  private static final String IMAGE = Slot.IMAGE.example();
  private static final String URL = "scp://192.0.2.80/images/cat9k_iosxe.17.09.05.SPA.bin";
  private static final Optional<Credentials> LOGIN =
      Optional.of(
          new Credentials(
              "<user>", Optional.of(Secret.of("-")), Optional.empty(), Optional.empty()));

  private CommandsPage() {}

  /// One of each change, as full of values as it can be.
  static List<Change> changes() {
    Optional<Credentials> login =
        LOGIN.map(it -> new Credentials("noc", it.password(), Optional.empty(), Optional.empty()));
    return List.of(
        new Change.SaveConfiguration(),
        new Change.Copy(URL, IMAGE, Optional.empty(), login),
        new Change.Copy(URL, IMAGE, Optional.of("Mgmt-vrf"), login),
        new Change.Push(
            new ImageContent() {
              @Override
              public long bytes() {
                return 0;
              }

              @Override
              public InputStream open() {
                return InputStream.nullInputStream();
              }
            },
            IMAGE),
        new Change.DeleteFile(IMAGE),
        new Change.AddImage(IMAGE),
        new Change.Activate(Optional.empty()),
        new Change.Activate(Optional.of(Duration.ofMinutes(120))),
        new Change.Commit(),
        new Change.Abort(),
        new Change.RemoveInactive(),
        new Change.InstallInOneStep(IMAGE),
        new Change.ClearInstallState());
  }

  static String text() {
    var page = new StringBuilder();
    page.append(
        """
        # Every command that a switch can be sent

        Written from `Phrase` by `CommandsPageTest`; change the list, not this page:
        `mvn -pl device-drivers test -Dtest=CommandsPageTest -Dhitless.write-docs=true`.

        A session takes a `Command`, only a `Phrase` makes one, and a phrase puts a value of somebody's
        only where it has a slot, after its grammar was checked (`CommandText`, `ShowCommand`). What is not
        on this page cannot be sent.

        ## Slots

        """);
    row(page, List.of("slot", "for instance"));
    row(page, List.of("---", "---"));
    for (Slot slot : Slot.values()) {
      row(page, List.of(code(slot.mark()), code(slot.example())));
    }
    section(page, "Of the session itself", Effect.SESSION);
    page.append(
        """

        `enable` may ask `Password:`; the enable secret of the credential is typed there, once, and nowhere else.
        """);
    section(page, "That read", Effect.READS);
    section(page, "That change", Effect.CHANGES);
    section(page, "That configure", Effect.CONFIGURES);
    questions(page);
    accounts(page);
    return page.toString();
  }

  private static void section(StringBuilder page, String title, Effect effect) {
    page.append("\n## ").append(title).append("\n\n");
    row(page, List.of("command", "mode", "when"));
    row(page, List.of("---", "---", "---"));
    of(EnumSet.of(effect))
        .forEach(phrase -> row(page, List.of(code(phrase.form()), mode(phrase), phrase.when())));
  }

  private static String mode(Phrase phrase) {
    return switch (phrase.effect()) {
      case SESSION -> "any";
      case READS -> "privileged";
      case CHANGES -> phrase == Phrase.SCP ? "a connection of its own" : "privileged";
      case CONFIGURES -> phrase == Phrase.CONFIGURE ? "privileged" : "configuration";
    };
  }

  private static List<Phrase> of(Set<Effect> effects) {
    return Arrays.stream(Phrase.values())
        .filter(phrase -> effects.contains(phrase.effect()))
        .toList();
  }

  private static void questions(StringBuilder page) {
    page.append(
        """

        ## Questions that are answered

        A question is recognised by how it ends, and answered once a command. Any other question is declined
        (`q` or `n` where it offers that) and the session is cut; reading commands answer nothing at all.

        """);
    row(page, List.of("command", "asks", "is answered"));
    row(page, List.of("---", "---", "---"));
    Map<Phrase, Verb> verbs = new EnumMap<>(Phrase.class);
    changes().stream().map(Verb::of).forEach(verb -> verbs.put(verb.command().phrase(), verb));
    verbs.forEach((phrase, verb) ->
        verb.dialogue()
            .questions()
            .forEach(question ->
                row(
                    page,
                    List.of(
                        code(phrase.form()), code(question.asked().pattern()), answer(question)))));
  }

  private static String answer(Question question) {
    if (question.secret()) {
      return "the password of the image's credential";
    }
    return question.answer().isEmpty() ? "Enter" : code(question.answer());
  }

  private static void accounts(StringBuilder page) {
    page.append(
        """

        ## The least that the account needs

        The account lands at, or enables to, privilege 15: several of the reading commands exist only there, and at a lower
        level `show running-config` shows a part and looks whole. What it may do at that level is for command authorization
        to say (`aaa authorization commands 15 default group tacacs+ …`). With it IOS XE asks about configuration
        commands too, unless `no aaa authorization config-commands` is configured; the only ones are around `clear install
        state`: leave them out, with that command, where nobody shall be able to order it. `copy` is for images with the source `PULL`,
        `scp` (an SSH command, not a line) for `PUSH` with `ip scp server enable`. A parser view is no way: in a view
        `show privilege` names the view, and the session is given up.

        `POST /api/v1/devices/{id}/authorization-check` finds out whether an account may: it sends the reading commands, and no other.

        The rules below are written for tac_plus; other servers take the same words (first word, then a
        regular expression for the rest). A server may or may not be shown what stands behind a bar, so that it is optional.

        ### Readiness and every other look

        """);
    block(page, "hitless_reads", EnumSet.of(Effect.SESSION, Effect.READS));
    page.append(
        """

        What your own checks ask (`HITLESS_CUSTOM_CHECKS`) is not in it: permit those commands as well, word by word.

        ### Upgrades: the above, and

        """);
    block(page, "hitless_upgrades", EnumSet.of(Effect.CHANGES, Effect.CONFIGURES));
  }

  private static void block(StringBuilder page, String group, Set<Effect> effects) {
    page.append("```\ngroup = ").append(group).append(" {\n  default service = deny\n");
    page.append("  service = exec { priv-lvl = 15 }\n");
    Map<String, Set<String>> rules = new TreeMap<>();
    for (Phrase phrase : of(effects)) {
      if (phrase == Phrase.CUSTOM_CHECK || phrase == Phrase.SCP) {
        continue;
      }
      String form = phrase.form();
      int space = form.indexOf(' ');
      String first = space < 0 ? form : form.substring(0, space);
      rules.computeIfAbsent(first, word -> new TreeSet<>()).add(rest(phrase, form, space));
    }
    rules.forEach((word, permits) -> {
      page.append("  cmd = ").append(word).append(" {\n");
      permits.forEach(permit -> page.append("    permit \"").append(permit).append("\"\n"));
      page.append("  }\n");
    });
    page.append("}\n```\n");
  }

  private static String rest(Phrase phrase, String form, int space) {
    String rest = space < 0 ? "" : form.substring(space + 1);
    int bar = rest.indexOf(" |");
    String words = bar < 0 ? rest : rest.substring(0, bar);
    String regex = Pattern.compile("[.^$*+?()\\[\\]|]").matcher(words).replaceAll("\\\\$0");
    for (Slot slot : phrase.slots()) {
      regex = regex.replace(slot.mark(), slot.regex());
    }
    String filter = bar < 0 ? "" : "( \\|.*)?";
    return "^" + regex + filter + " *(<cr>)?$";
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  private static void row(StringBuilder page, List<String> cells) {
    page.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
