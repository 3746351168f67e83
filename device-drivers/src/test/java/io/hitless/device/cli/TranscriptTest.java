package io.hitless.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Credentials;
import io.hitless.device.Heard;
import io.hitless.device.Secret;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private final Heard heard = new Heard();

  @Property
  void a_secret_is_struck_out_wherever_the_pieces_are_cut(
      @ForAll @StringLength(min = 1, max = 12) @CharRange(from = 'a', to = 'c') String password,
      @ForAll @StringLength(max = 40) @CharRange(from = 'a', to = 'c') String before,
      @ForAll @StringLength(max = 40) @CharRange(from = 'a', to = 'c') String after,
      @ForAll int seed) {
    Heard log = new Heard();
    Transcript transcript = transcript(log, password, "zebra");
    String text = before + password + after;
    Random random = new Random(seed);
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(6));
      transcript.received(text.substring(from, to));
      from = to;
    }
    transcript.end();

    assertThat(log.received()).contains("•••").doesNotContain(password);
  }

  @Test
  void text_that_only_begins_like_a_secret_arrives_once_that_is_clear() {
    Transcript transcript = transcript(heard, "cisco123", "zebra");

    transcript.received("this is cis");
    transcript.received("tern water\n");

    assertThat(heard.received()).isEqualTo("this is cistern water\n");
  }

  @Test
  void the_longer_of_two_secrets_is_struck_out_whole() {
    Transcript transcript = transcript(heard, "secret", "secret-enable");

    transcript.sent("secret-enable");
    transcript.deviceLog("user typed secret-enable");

    assertThat(heard.sent()).containsExactly("•••");
    assertThat(heard.deviceLog()).containsExactly("user typed •••");
  }

  private static Transcript transcript(Heard heard, String password, String enable) {
    return new Transcript(
        heard,
        InstantSource.system(),
        new Credentials(
            "noc",
            Optional.of(Secret.of(password)),
            Optional.of(Secret.of(enable)),
            Optional.empty()));
  }
}
