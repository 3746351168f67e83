package io.hitless.device.iosxe;

import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.cli.CliSession;
import io.hitless.device.cli.Dialogue;
import io.hitless.device.cli.Output;
import io.hitless.device.command.Command;
import io.hitless.device.command.Phrase;
import io.hitless.device.command.Phrase.Effect;
import io.hitless.device.facts.Authorization;
import io.hitless.device.facts.Authorization.Answer;
import io.hitless.device.facts.Authorization.Permission;
import io.hitless.device.iosxe.show.ErrorLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out what an account may do, and changes nothing: commands that read are sent as they would
/// be anyway; whether one that changes would be taken is concluded from the privilege and from the
/// configuration of AAA, or is said not to be known.
final class AccountCheck {
  /// No such file: `dir` and `verify` say so at once.
  private static final String NO_FILE = "flash:hitless-authorization-check.bin";

  /// `aaa authorization commands 15 default group tacacs+`: asked about every privileged command.
  private static final Pattern ASKS_SERVER =
      Pattern.compile("aaa authorization commands " + IosXeDrivers.PRIVILEGED + " \\S.*");

  private final CliSession session;
  private final int privilege;
  private final Patience patience;
  private final List<Permission> found = new ArrayList<>();
  private Optional<DeviceException> over = Optional.empty();
  private Optional<List<String>> aaa = Optional.empty();

  AccountCheck(CliSession session, int privilege, Patience patience) {
    this.session = session;
    this.privilege = privilege;
    this.patience = patience;
  }

  Authorization look() {
    for (Phrase phrase : Phrase.values()) {
      if (phrase.effect() == Effect.READS && phrase != Phrase.CUSTOM_CHECK) {
        add(phrase, privilege < IosXeDrivers.PRIVILEGED ? tooLow() : asked(phrase));
      }
    }
    for (Phrase phrase : Phrase.values()) {
      if (phrase.effect() == Effect.CHANGES || phrase.effect() == Effect.CONFIGURES) {
        add(phrase, concluded());
      }
    }
    return new Authorization(privilege, found);
  }

  private record Verdict(Answer answer, String why, List<String> evidence) {}

  private void add(Phrase phrase, Verdict verdict) {
    found.add(
        new Permission(
            phrase.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            phrase.effect() == Effect.READS ? asking(phrase).text() : phrase.form(),
            phrase.effect() != Effect.READS,
            verdict.answer(),
            verdict.why(),
            verdict.evidence()));
  }

  private static Command asking(Phrase phrase) {
    return switch (phrase) {
      case DIR_SPACE, DIR_ALL -> phrase.with("flash:");
      case DIR_FILE -> phrase.with(NO_FILE);
      case VERIFY -> phrase.with("md5", NO_FILE);
      default -> phrase.with();
    };
  }

  private Verdict asked(Phrase phrase) {
    if (over.isPresent()) {
      return notAsked(over.get());
    }
    Output said;
    try {
      said = session.run(asking(phrase), Dialogue.NONE, patience, false);
    } catch (DeviceException broken) {
      over = Optional.of(broken);
      return notAsked(broken);
    }
    Optional<ErrorLine> error =
        ErrorLine.in(said.lines()).filter(line -> line.kind() != ErrorLine.Kind.FAILED);
    if (error.isEmpty()) {
      if (phrase == Phrase.SHOW_COMMAND_AUTHORIZATION) {
        aaa = Optional.of(said.lines().stream().map(String::strip).toList());
      }
      return new Verdict(Answer.ALLOWED, "It was sent and answered.", List.of());
    }
    List<String> words = List.of(error.get().words());
    return error.get().kind() == ErrorLine.Kind.NOT_AUTHORISED
        ? new Verdict(Answer.DENIED, "It was sent, and the device refused it.", words)
        : new Verdict(
            Answer.NOT_KNOWN,
            "The device does not know it: another release or platform, or hidden from the account.",
            words);
  }

  private static Verdict notAsked(DeviceException broken) {
    return new Verdict(Answer.UNKNOWN, "The session ended: " + broken.getMessage(), List.of());
  }

  private Verdict tooLow() {
    return new Verdict(
        Answer.UNKNOWN,
        "Not asked: the account has privilege " + privilege + " where 15 is needed.",
        List.of());
  }

  /// Nothing that changes is sent to find out.
  private Verdict concluded() {
    if (privilege < IosXeDrivers.PRIVILEGED) {
      return new Verdict(
          Answer.DENIED,
          "The account has privilege " + privilege + " where 15 is needed.",
          List.of("Current privilege level is " + privilege));
    }
    if (aaa.isEmpty()) {
      return new Verdict(
          Answer.UNKNOWN,
          "It is not sent to find out, and the configuration of AAA could not be read.",
          List.of());
    }
    List<String> servers =
        aaa.get().stream().filter(line -> ASKS_SERVER.matcher(line).matches()).toList();
    return servers.isEmpty()
        ? new Verdict(
            Answer.ALLOWED,
            "The account has privilege 15, and no AAA server is asked about its commands.",
            List.of("Current privilege level is " + privilege))
        : new Verdict(
            Answer.UNKNOWN,
            "An AAA server decides when it is sent, and it is not sent to find out: compare the"
                + " server's rules with docs/commands.md.",
            servers);
  }
}
