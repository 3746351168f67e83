package io.hitless.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/// Secrets are recognised in texts by somebody who has forgotten them.
class KnownSecretsTest {
  private final KnownSecrets known = new KnownSecrets();

  @Property(tries = 500)
  void a_secret_is_struck_and_nothing_else(
      @ForAll @AlphaChars @StringLength(min = 6, max = 80) String secret,
      @ForAll @AlphaChars @StringLength(max = 40) String before,
      @ForAll @AlphaChars @StringLength(max = 40) String after) {
    KnownSecrets one = new KnownSecrets();
    one.learn(secret);

    assertThat(one.strike(before + " " + secret + " " + after)).isEqualTo(before + " ••• " + after);
  }

  @Test
  void what_is_encoded_or_broken_over_lines_is_struck_too() {
    known.learn("canary/of the log");

    assertThat(known.strike("https://u:canary%2Fof+the+log@h/")).isEqualTo("https://u:•••@h/");
    assertThat(known.strike("can\r\nary/of t\bhe log!")).isEqualTo("•••\r\n\b!");
    String basic = Base64.getEncoder().encodeToString("user:canary/of the log".getBytes());
    assertThat(known.strike("Basic " + basic)).hasSizeLessThan(24).contains("•••");
  }

  @Test
  void the_lines_of_a_key_are_struck() {
    String line = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW";
    known.learn(
        new Credentials(
            "noc",
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                Secret.of("-----BEGIN OPENSSH PRIVATE KEY-----\n" + line + "\n-----END-----"))));

    assertThat(known.strike("x " + line + " y")).isEqualTo("x ••• y");
  }

  @Test
  void a_text_without_secrets_comes_back_as_it_is() {
    for (int i = 0; i < 200; i++) {
      known.learn("secret-number-" + i + "-" + Long.toHexString(new Random(i).nextLong()));
    }
    String text = "lorem ipsum dolor sit amet, consetetur sadipscing elitr\n".repeat(400);

    assertThat(known.strike(text)).isSameAs(text);
  }
}
