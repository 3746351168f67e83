package io.hitless.api.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The scanner for canaries finds what is there: else its nought would mean nothing.
class ScannerTest {
  private final Canaries canaries = new Canaries();
  private final String secret = canaries.made("noc");

  @Test
  void each_form_of_a_secret_is_found_in_a_text_and_told_by_its_name() {
    assertThat(canaries.formsOf("noc")).hasSizeGreaterThan(5);
    for (String form : canaries.formsOf("noc")) {
      assertThat(canaries.in("log", "what was said: " + form + " and more"))
          .as(form)
          .singleElement()
          .asString()
          .startsWith("log: noc in …");
    }
  }

  @Test
  void a_secret_is_found_in_pieces_inside_base64_and_beside_what_was_struck_already() {
    String basic =
        Base64.getEncoder().encodeToString(("issu:" + secret).getBytes(StandardCharsets.UTF_8));
    String cut = secret.substring(0, 8);
    String rest = secret.substring(8);
    for (String text :
        new String[] {
          cut + "\r\n" + rest,
          cut + "\u001b[0m" + rest,
          "Basic " + basic,
          "••• " + secret + " •••",
          secret.substring(3, secret.length() - 3)
        }) {
      assertThat(canaries.in("stream", text)).as(text).isNotEmpty();
    }
    assertThat(canaries.in("stream", "••• nothing here •••")).isEmpty();
  }

  /// As Java keeps Latin letters, as it keeps others, and as they come over a wire.
  @Test
  void a_secret_is_found_in_a_memory_however_its_letters_are_kept() {
    for (Charset letters :
        new Charset[] {
          StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE
        }) {
      var memory = new MemoryImage(("xx" + secret + "xx").getBytes(letters));
      assertThat(memory.hits(canaries, Set.of("noc"))).as(letters.name()).hasSize(1);
      assertThat(new MemoryImage(new byte[100]).hits(canaries, Set.of("noc"))).isEmpty();
    }
  }
}
