package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hitless.job.Memory;
import io.hitless.job.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Documents that another release wrote.
class JsonTest {
  private final Json json = new Json();

  @Test
  void what_an_older_release_did_not_write_is_empty() {
    Memory memory = json.document("{\"v\": 1, \"hostname\": \"C9500\"}", Memory.class);
    assertThat(memory).isEqualTo(Memory.NONE.with(note -> note.hostname = Optional.of("C9500")));
    assertThat(json.document("{}", Memory.class)).isEqualTo(Memory.NONE);
  }

  @Test
  void what_a_newer_release_added_is_passed_over() {
    Memory memory =
        json.document("{\"v\": 1, \"switchovers\": 3, \"moonPhase\": {\"x\": []}}", Memory.class);
    assertThat(memory).isEqualTo(Memory.NONE.with(note -> note.switchovers = 3));
  }

  @Test
  void what_a_newer_release_says_differently_is_refused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> json.document("{\"v\": 2}", Memory.class))
        .withMessageContaining("newer release");
  }

  @Test
  void a_document_says_its_version() {
    assertThat(json.document(Memory.NONE)).contains("\"v\":1");
  }

  @Test
  void text_that_the_database_can_not_keep_is_replaced() {
    var outcome =
        new Outcome("code", "a\0b", List.of("\0", "\\u0000"), Optional.empty(), List.of());
    Outcome back = json.document(json.document(outcome), Outcome.class);
    assertThat(back.summary()).isEqualTo("a\uFFFDb");
    assertThat(back.evidence()).containsExactly("\uFFFD", "\\u0000");
  }
}
