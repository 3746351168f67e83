package io.hitless.device.iosxe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.device.command.Phrase;
import io.hitless.device.command.Phrase.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/commands.md` says what can be sent.
class CommandsPageTest {
  private static final Path PAGE = Path.of("../docs/commands.md");

  @Test
  void the_page_lists_what_can_be_sent() throws IOException {
    String page = CommandsPage.text();
    if (Boolean.getBoolean("hitless.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  @Test
  void every_kind_of_change_is_among_the_examples_of_the_page() {
    assertThat(CommandsPage.changes().stream().map(Change::getClass).collect(Collectors.toSet()))
        .isEqualTo(Set.of(Change.class.getPermittedSubclasses()));
  }

  @Test
  void every_changing_phrase_belongs_to_a_change() {
    Set<Phrase> sent =
        CommandsPage.changes().stream()
            .map(change -> Verb.of(change).command().phrase())
            .collect(Collectors.toSet());

    assertThat(
            Arrays.stream(Phrase.values())
                .filter(phrase -> phrase.effect() == Effect.CHANGES)
                .collect(Collectors.toSet()))
        .isEqualTo(sent);
  }
}
