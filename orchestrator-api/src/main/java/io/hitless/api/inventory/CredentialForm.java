package io.hitless.api.inventory;

import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.problem.Violation;
import io.hitless.device.Credentials;
import io.hitless.device.Secret;
import io.hitless.inventory.Credential.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A login as a client hands it in.
///
/// @param password the secret itself, or where it is kept: a file for `FILE`, a variable for `ENV`;
///   the same goes for the others
/// @param privateKeyPassphrase opens the private key where that is encrypted
record CredentialForm(
    @Is(Grammar.NAME) String name,
    @Is(Grammar.USERNAME) String username,
    Optional<@Is(Grammar.SECRET) Secret> password,
    Optional<@Is(Grammar.SECRET) Secret> enableSecret,
    Optional<@Is(Grammar.SECRET) Secret> privateKey,
    Optional<@Is(Grammar.SECRET) Secret> privateKeyPassphrase,
    Optional<Source> source)
    implements Form {
  /// Typed as one line.
  private static final Pattern PASSWORD = Pattern.compile("[\\x20-\\x7e]{1,128}");

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\r\\n][\\s\\S]+");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}");
  private static final Pattern VARIABLE = Pattern.compile("HITLESS_SECRET_[A-Z0-9_]{1,100}");

  Source from() {
    return source.orElse(Source.STORED);
  }

  Credentials credentials() {
    return new Credentials(username, password, enableSecret, privateKey, privateKeyPassphrase);
  }

  @Override
  public List<Violation> contradictions() {
    var found = new ArrayList<Violation>();
    if (password.isEmpty() && privateKey.isEmpty()) {
      found.add(new Violation("/password", "required", "a password or a private key is required"));
    }
    check(password, "/password", PASSWORD, found);
    check(enableSecret, "/enableSecret", PASSWORD, found);
    check(privateKey, "/privateKey", PEM, found);
    check(privateKeyPassphrase, "/privateKeyPassphrase", PASSWORD, found);
    if (privateKeyPassphrase.isPresent() && privateKey.isEmpty()) {
      found.add(
          new Violation(
              "/privateKeyPassphrase", "contradiction", "there is no private key that it opens"));
    }
    return found;
  }

  private void check(
      Optional<Secret> secret, String pointer, Pattern stored, List<Violation> found) {
    Optional<String> text = secret.map(Secret::reveal);
    boolean right =
        switch (from()) {
          case STORED -> text.map(it -> stored.matcher(it).matches()).orElse(true);
          case FILE ->
              text.map(it -> FILE.matcher(it).matches() && !it.contains("..")).orElse(true);
          case ENV -> text.map(it -> VARIABLE.matcher(it).matches()).orElse(true);
        };
    if (!right) {
      found.add(new Violation(pointer, "malformed-secret", expected(stored)));
    }
  }

  private String expected(Pattern stored) {
    return switch (from()) {
      case STORED ->
          stored == PEM
              ? "must be a private key in PEM"
              : "must be at most 128 printable ASCII characters on one line";
      case FILE -> "must be the name of a file in the directory for secrets";
      case ENV -> "must be the name of a variable that begins with HITLESS_SECRET_";
    };
  }
}
