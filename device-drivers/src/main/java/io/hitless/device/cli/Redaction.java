package io.hitless.device.cli;

import io.hitless.device.Credentials;
import io.hitless.device.Secret;
import io.hitless.device.SecretForms;
import io.hitless.device.StruckText;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Strikes secrets out of a stream that comes in pieces cut anywhere: those that log us in, and
/// those that a configuration shows (`enable secret 9 …`, `snmp-server community …`, `key 7 …`).
///
/// What might be the beginning of a secret is held back until the next piece shows that it isn't,
/// or where it ends.
final class Redaction {
  private static final String STRUCK = StruckText.STRUCK;

  /// As much of an unfinished line is remembered as the words before a secret take.
  private static final int REMEMBERED = 256;

  /// The longest word that a configuration calls a secret (a type 9 hash has 60); of what is longer
  /// each part is struck as it comes.
  private static final int LONGEST_HELD = 512;

  private static final Pattern HINT =
      Pattern.compile(
          "pass|secret|community|key|psk|auth|priv|\\$\\d{1,2}\\$", Pattern.CASE_INSENSITIVE);

  private static final Pattern CONFIGURED =
      Pattern.compile(
          "(?m)(?:"
              + "\\b(?:password|passphrase|secret|community|key-string|pre-shared-key"
              + "|authentication-key|wpa-psk ascii)[ \\t]+(?:(?:encryption|level) \\d{1,2} )?+"
              + "(?:\\d{1,2}[ \\t]+)?+(?!(?:encryption|level|md5)\\b)"
              + "|^[ \\t]*key (?!chain\\b|\\d+[ \\t]*$)(?:[0678] )?+"
              + "|\\bkey [0678] |\\bisakmp key (?:[06] )?+"
              + "|\\b(?:radius|tacacs)-server\\b.{0,80} key (?:[067] )?+"
              + "|\\b(?:authentication|message-digest-key|authentication-key)\\b.{0,40} md5 (?:\\d{1,2} )?+"
              + "|\\bauth (?:md5|sha\\S*) |\\bpriv (?:3?des|aes(?: \\d{3})?+) "
              + "|(?=\\$\\d{1,2}\\$)"
              + ")(?<value>[^\\s]+)",
          Pattern.CASE_INSENSITIVE);

  private final Set<String> forms;
  private StruckText logins;
  private String heldBack = "";
  private String lineSoFar = "";

  private Redaction(Set<String> forms) {
    this.forms = forms;
    this.logins = new StruckText(forms);
  }

  static Redaction of(Credentials credentials) {
    Set<String> forms = new LinkedHashSet<>();
    credentials.oneLiners().map(Secret::reveal).map(SecretForms::of).forEach(forms::addAll);
    credentials.privateKey().map(Secret::reveal).map(SecretForms::ofKey).ifPresent(forms::addAll);
    return new Redaction(forms);
  }

  /// From now on `secret` logs in as well, at a file server.
  void also(String secret) {
    if (forms.addAll(SecretForms.of(secret))) {
      String held = logins.held();
      logins = new StruckText(forms);
      heldBack += logins.pass(held);
    }
  }

  /// What may be shown by now, of this piece and of what was held back.
  String pass(String piece) {
    String whole = lineSoFar + heldBack + logins.pass(piece);
    int from = lineSoFar.length();
    int hold = whole.length();
    StringBuilder shown = new StringBuilder(whole.length() - from);
    if (HINT.matcher(whole).find()) {
      Matcher secret = CONFIGURED.matcher(whole);
      while (secret.find()) {
        int start = Math.max(from, secret.start("value"));
        if (secret.end() == whole.length() && whole.length() - start <= LONGEST_HELD) {
          hold = Math.min(hold, start);
        } else if (secret.end() > from) {
          boolean goesOn = start == from && lineSoFar.endsWith(STRUCK);
          shown.append(whole, from, start).append(goesOn ? "" : STRUCK);
          from = secret.end();
        }
      }
    }
    hold = Math.max(hold, from);
    shown.append(whole, from, hold);
    heldBack = whole.substring(hold);
    remember(shown);
    return shown.toString();
  }

  private void remember(StringBuilder shown) {
    String line = lineSoFar + shown;
    int start = Math.max(line.lastIndexOf('\n') + 1, line.length() - REMEMBERED);
    lineSoFar = line.substring(start);
  }

  /// Nothing more comes: what is held back was a part of a secret, as far as one can know.
  String end() {
    String left = logins.end();
    boolean configured = !heldBack.isEmpty();
    heldBack = "";
    return configured ? STRUCK : left;
  }

  /// A whole line without secrets of either kind.
  String strikeLine(String line) {
    String text = strike(line);
    if (!HINT.matcher(text).find()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    Matcher secret = CONFIGURED.matcher(text);
    int from = 0;
    while (secret.find()) {
      shown.append(text, from, secret.start("value")).append(STRUCK);
      from = secret.end();
    }
    return shown.append(text, from, text.length()).toString();
  }

  /// `text` without what logs us in.
  String strike(String text) {
    return logins.strike(text);
  }
}
