package io.hitless.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PromptEarTest {
  private final PromptEar ear = new PromptEar("core-01");

  @Test
  void a_prompt_is_heard_however_it_is_cut_in_pieces() {
    say("show version\r\nlong text\r\nco");
    say("re-");
    say("01#");

    assertThatCode(() -> ear.awaitPrompt(Duration.ZERO)).doesNotThrowAnyException();
  }

  @Test
  void the_name_within_the_text_is_no_prompt() {
    say("\r\ncore-01# is the name\r\n");

    assertThatThrownBy(() -> ear.awaitPrompt(Duration.ZERO)).hasMessageContaining("is the name");
  }

  @Test
  void the_password_question_of_enable_is_heard() {
    say("\r\ncore-01>");
    ear.awaitPrompt(Duration.ZERO);
    say("enable\r\nPassword: ");

    assertThatCode(() -> ear.awaitPrompt(Duration.ZERO)).doesNotThrowAnyException();
  }

  private void say(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    ear.write(bytes, 0, bytes.length);
  }
}
