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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "username noc privilege 15 secret 9 $9$SECRET.x",
        "enable secret 5 $1$SECRET",
        "enable password 7 SECRET",
        " password 0 SECRET",
        "snmp-server community SECRET RO",
        " key 7 SECRET",
        " key SECRET",
        "  key-string 7 SECRET",
        "tacacs-server host 192.0.2.7 key SECRET",
        "crypto isakmp key SECRET address 0.0.0.0",
        " ip ospf message-digest-key 1 md5 7 SECRET",
        "ntp authentication-key 1 md5 SECRET 7",
        "snmp-server user noc ops v3 auth sha SECRET priv aes 128 SECRET"
      })
  void secrets_of_a_configuration_are_struck_out_wherever_the_pieces_are_cut(String line) {
    String text = "hostname core-1\r\n" + line + "\r\ninterface Te1/0/1\r\ncore-1#";
    for (int cut = 1; cut < text.length(); cut++) {
      for (int size : new int[] {1, 7, text.length()}) {
        Heard log = new Heard();
        Transcript transcript = transcript(log, "cisco123", "zebra");
        transcript.received(text.substring(0, cut));
        for (int from = cut; from < text.length(); from += size) {
          transcript.received(text.substring(from, Math.min(text.length(), from + size)));
        }
        transcript.end();

        assertThat(log.received())
            .doesNotContain("SECRET")
            .contains("•••")
            .startsWith("hostname core-1\r\n")
            .endsWith("\r\ninterface Te1/0/1\r\ncore-1#");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Password: ",
        "% Bad secrets",
        "service password-encryption",
        "key chain ospf",
        " key 1",
        "The password-recovery mechanism is enabled.",
        "Auto abort timer: automatic, remaining time before rollback: 01:43:55"
      })
  void what_only_speaks_of_secrets_stays(String line) {
    Transcript transcript = transcript(heard, "cisco123", "zebra");

    transcript.received(line + "\r\n");

    assertThat(heard.received()).isEqualTo(line + "\r\n");
  }

  @Test
  void a_secret_without_end_is_not_kept_in_memory() {
    Transcript transcript = transcript(heard, "cisco123", "zebra");

    transcript.received("enable secret 9 ");
    for (int i = 0; i < 1000; i++) {
      transcript.received("x".repeat(4096));
    }

    assertThat(heard.received()).doesNotContain("x").hasSizeLessThan(10_000);
  }

  @Test
  void nothing_is_recorded_behind_the_end() {
    Transcript transcript = transcript(heard, "cisco123", "zebra");

    transcript.end();
    transcript.received("late");
    transcript.sent("later");

    assertThat(heard.received()).isEmpty();
    assertThat(heard.sent()).isEmpty();
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
