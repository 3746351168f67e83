package io.hitless.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets leave a text whichever way they are written and cut.
class StruckTextTest {
  private static final String SECRET = "S3cr3t/w+rd \"é\\";

  private static String inPieces(StruckText struck, String text, Random random) {
    StringBuilder shown = new StringBuilder();
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(5));
      shown.append(struck.pass(text.substring(from, to)));
      from = to;
    }
    return shown.append(struck.end()).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "\n", "\r\r\n", "\b", "\u001b[0m", "\u001b[1;32m\r\n"})
  void a_secret_broken_by_what_a_terminal_does_not_show_is_struck(String breaks) {
    for (int at = 1; at < SECRET.length(); at++) {
      String broken = SECRET.substring(0, at) + breaks + SECRET.substring(at);
      String whole = "line one\r\n" + broken + "\r\ncore-1#";
      String shown = inPieces(new StruckText(SecretForms.of(SECRET)), whole, new Random(at));

      assertThat(shown).startsWith("line one\r\n•••").endsWith("\r\ncore-1#");
      assertThat(shown).doesNotContain(SECRET.substring(0, 3)).doesNotContain("w+rd");
      assertThat(new StruckText(SecretForms.of(SECRET)).strike(whole)).isEqualTo(shown);
    }
  }

  @Test
  void a_secret_broken_before_every_letter_is_struck() {
    String shown =
        new StruckText(SecretForms.of("canary-1"))
            .strike("> c\r\na\r\nn\r\na\r\nr\r\ny\r\n-\r\n1 <");

    assertThat(shown).isEqualTo("> •••" + "\r\n".repeat(7) + " <");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "user:", "issu:", "GET /x?y=", "ä"})
  void a_secret_in_base64_is_struck_wherever_it_stands_in_it(String before) {
    for (String after : new String[] {"", "x", "xy", ":realm"}) {
      byte[] bytes = (before + SECRET + after).getBytes(StandardCharsets.UTF_8);
      for (Base64.Encoder encoder :
          new Base64.Encoder[] {
            Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getEncoder().withoutPadding()
          }) {
        String text = "Authorization: Basic " + encoder.encodeToString(bytes) + "\r\n";
        String shown = inPieces(new StruckText(SecretForms.of(SECRET)), text, new Random(7));

        assertThat(shown).contains("•••");
        int around = (before + after).getBytes(StandardCharsets.UTF_8).length;
        String left = shown.substring(21).replace("•••", "").replace("=", "").strip();
        assertThat(left.length()).as(shown).isLessThanOrEqualTo(around * 4 / 3 + 2);
      }
    }
  }

  @Test
  void a_secret_in_a_url_or_in_json_is_struck() {
    String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    StruckText struck = new StruckText(SecretForms.of(SECRET));

    assertThat(struck.strike("scp://issu:" + encoded + "@192.0.2.1/x"))
        .isEqualTo("scp://issu:•••@192.0.2.1/x");
    assertThat(struck.strike(encoded.replace("+", "%20"))).isEqualTo("•••");
    assertThat(
            struck.strike(
                encoded
                    .replace("%2F", "%2f")
                    .replace("%2B", "%2b")
                    .replace("%C3%A9", "%c3%a9")
                    .replace("%5C", "%5c")))
        .isEqualTo("•••");
    assertThat(struck.strike("{\"p\":\"S3cr3t/w+rd \\\"é\\\\\"}")).isEqualTo("{\"p\":\"•••\"}");
  }

  @Property(tries = 2000)
  void nothing_of_many_secrets_is_left_and_nothing_else_is_gone(
      @ForAll @StringLength(min = 2, max = 6) @CharRange(from = 'a', to = 'c') String one,
      @ForAll @StringLength(min = 2, max = 6) @CharRange(from = 'a', to = 'c') String other,
      @ForAll @StringLength(max = 60) @CharRange(from = 'a', to = 'd') String text,
      @ForAll @IntRange(max = 1000) int seed) {
    Set<String> secrets = new java.util.LinkedHashSet<>(java.util.List.of(one, other));
    String struck = new StruckText(secrets).strike(text);

    assertThat(struck).isEqualTo(bruteForce(secrets, text));
    String pieces = inPieces(new StruckText(secrets), text + "d", new Random(seed));
    assertThat(pieces).isEqualTo(struck + "d");
  }

  private static String bruteForce(Set<String> secrets, String text) {
    boolean[] gone = new boolean[text.length()];
    for (String secret : secrets) {
      for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
        java.util.Arrays.fill(gone, at, at + secret.length(), true);
      }
    }
    StringBuilder left = new StringBuilder();
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i]) {
        left.append(text.charAt(i));
      } else if (i == 0 || !gone[i - 1]) {
        left.append("•••");
      }
    }
    return left.toString();
  }

  @Test
  @Timeout(20)
  void a_text_made_to_look_like_a_secret_all_the_time_costs_no_more_than_its_length() {
    StruckText struck = new StruckText(SecretForms.of("a".repeat(127) + "b"));
    String piece = "a".repeat(4096);
    long shown = 0;
    for (int i = 0; i < 2_000; i++) {
      shown += struck.pass(piece).length();
    }

    assertThat(shown).isEqualTo(2_000L * 4096 - 127);
  }

  @Test
  void each_line_of_a_private_key_is_struck_by_itself() {
    String line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    String pem = "-----BEGIN PRIVATE KEY-----\n" + line + "\nAbCd\n-----END PRIVATE KEY-----\n";
    StruckText struck = new StruckText(SecretForms.ofKey(pem));

    assertThat(struck.strike("x" + line + "y")).isEqualTo("x•••y");
    assertThat(struck.strike(pem)).doesNotContain(line);
  }
}
