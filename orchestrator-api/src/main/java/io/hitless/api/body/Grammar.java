package io.hitless.api.body;

import io.hitless.device.CommandText;
import io.hitless.device.facts.SoftwareVersion;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The kinds of text that a client may send. Some of it ends up in a command typed to a switch, so
/// what is not on a list here is refused.
public enum Grammar {
  /// A device or a credential. An id's shape is left free for ids.
  NAME(
      63,
      "[A-Za-z0-9][A-Za-z0-9._-]*",
      "must be letters, digits, '.', '_' and '-', begin with a letter or digit and not look like an"
          + " id",
      "core-1.fra"),
  /// How a device is reached.
  ADDRESS(253, null, "must be a host name, an IPv4 or an IPv6 address", "192.0.2.10"),
  /// A site, role, tag or redundancy group.
  LABEL(
      63,
      "[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._:/+-]*[\\p{L}\\p{N}])?",
      "must be letters, digits and ' ._:/+-' between them",
      "FRA"),
  /// An account on a switch.
  USERNAME(64, "[\\x21-\\x7e]+", "must be printable ASCII without spaces", "issu"),
  /// A secret, or where it is kept; what else it must be depends on where.
  SECRET(16_384, "[\\x20-\\x7e\\r\\n\\t]+", "must be printable ASCII", "a long secret"),
  /// The key of an SSH server, as OpenSSH prints it.
  FINGERPRINT(
      50,
      "SHA256:[A-Za-z0-9+/]{43}",
      "must be SHA256: and 43 characters of base64, as ssh-keygen -l prints it",
      "SHA256:uNiVztksCsDhcc0u9e8BrVJCWvgxU6jRz7Yc1aB5yqk"),
  /// An image on a flash: it becomes part of commands.
  FILENAME(
      128,
      "[A-Za-z0-9][A-Za-z0-9._-]*\\.bin",
      "must be letters, digits, '.', '_' and '-' and end with .bin",
      "cat9k_iosxe.16.12.04.SPA.bin"),
  /// Where a switch copies an image from: it becomes part of commands.
  URL(
      512,
      "(?:http|https|scp|sftp|ftp|tftp)://[A-Za-z0-9._~:/@+\\[\\]-]+",
      "must be a http, https, scp, sftp, ftp or tftp URL of a file, without password, query and"
          + " fragment",
      "http://192.0.2.80/images/cat9k_iosxe.16.12.04.SPA.bin"),
  /// A switch's routing table: it becomes part of commands.
  VRF(
      32,
      "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?",
      "must be letters, digits, '.', '_' and '-'",
      "Mgmt-vrf"),
  /// A release.
  VERSION(
      32,
      "[0-9]+\\.[0-9]+\\.[0-9]+[A-Za-z0-9.:]*",
      "must be a release such as 16.12.4 or 17.09.04a",
      "16.12.4"),
  MD5(32, "[0-9A-Fa-f]{32}", "must be 32 hexadecimal digits", "0f343b0931126a20f133d67c2b018a3b"),
  SHA512(
      128,
      "[0-9A-Fa-f]{128}",
      "must be 128 hexadecimal digits",
      "b85976b97f57a4f68329fe92a726e14ea6499f733f9e7f775ef5b1eba5945818"
          + "a0b8ac03126af61c1a3c7c96fc5b4380a77674149c781f203cf8f64713c622cf"),
  /// A hash of the log.
  SHA256(
      64,
      "[0-9a-f]{64}",
      "must be 64 hexadecimal digits",
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
  /// A sentence by a person: shown, never sent to a switch.
  SENTENCE(
      500,
      "[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u2028\\u2029]*",
      "must be one line of text, without control or direction characters",
      "PSIRT"),
  /// A system of tickets.
  SYSTEM(32, "[a-z0-9][a-z0-9-]*", "must be lower-case letters, digits and '-'", "servicenow"),
  /// A ticket.
  TICKET(64, "[A-Za-z0-9][A-Za-z0-9._#/-]*", "must be letters, digits and '._#/-'", "CHG0030001"),
  /// Names one thing for ever.
  ID(36, null, "must be an id as the service gave it", "0193d5e2-7c1a-7b3e-9f00-5a1c2e3d4f50"),
  /// A device, by its id or by its name.
  ID_OR_NAME(63, "[A-Za-z0-9][A-Za-z0-9._-]*", "must be an id or a name", "core-1.fra");

  private final int longest;
  private final Optional<Pattern> pattern;
  private final String message;
  private final String example;

  Grammar(int longest, @Nullable String pattern, String message, String example) {
    this.longest = longest;
    this.pattern = Optional.ofNullable(pattern).map(Pattern::compile);
    this.message = message;
    this.example = example;
  }

  /// What is wrong with `text`, if anything is.
  public Optional<String> fault(String text) {
    if (text.isEmpty()) {
      return Optional.of("must not be empty");
    }
    if (text.length() > longest) {
      return Optional.of("must not be longer than " + longest + " characters");
    }
    boolean fits = pattern.map(form -> form.matcher(text).matches()).orElse(true);
    return fits && means(text) ? Optional.empty() : Optional.of(message);
  }

  /// What a pattern cannot say.
  private boolean means(String text) {
    return switch (this) {
      case NAME -> !Ids.looksLikeId(text);
      case ADDRESS -> HostAddress.parse(text).isPresent();
      case FILENAME -> passes(CommandText::imageName, text);
      case URL -> ImageUrl.isSafe(text) && passes(CommandText::imageUrl, text);
      case VRF -> passes(CommandText::vrf, text);
      case VERSION -> SoftwareVersion.parse(text).isPresent();
      case SENTENCE -> !text.isBlank();
      case ID -> Ids.looksLikeId(text);
      case LABEL, USERNAME, SECRET, FINGERPRINT, MD5, SHA512, SHA256, SYSTEM, TICKET, ID_OR_NAME ->
          true;
    };
  }

  /// What becomes part of a command has one grammar, and that is the drivers'.
  private static boolean passes(UnaryOperator<String> grammar, String text) {
    try {
      var _ = grammar.apply(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Published word of the violation (`malformed-filename`).
  public String code() {
    return "malformed-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The form as a regular expression, where there is one, for the OpenAPI document.
  public Optional<String> pattern() {
    return pattern.map(form -> "^" + form.pattern() + "$");
  }

  public int longest() {
    return longest;
  }

  public String message() {
    return message;
  }

  public String example() {
    return example;
  }
}
