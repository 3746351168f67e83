package io.hitless.device.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhraseTest {
  @ParameterizedTest
  @EnumSource
  void a_phrase_with_examples_in_its_slots_is_a_command(Phrase phrase) {
    Command command =
        phrase.with(phrase.slots().stream().map(Slot::example).toArray(String[]::new));

    assertThat(command.phrase()).isEqualTo(phrase);
    assertThat(command.text()).doesNotContain("<", ">", "\r", "\n", ";", "?");
  }

  @Test
  void nobody_else_makes_a_command() {
    assertThat(Arrays.stream(Command.class.getDeclaredConstructors()))
        .noneMatch(it -> Modifier.isPublic(it.getModifiers()));
    assertThat(Modifier.isFinal(Command.class.getModifiers())).isTrue();
  }

  @Test
  void a_value_must_stand_in_a_slot() {
    assertThatThrownBy(() -> Phrase.INSTALL_COMMIT.with("flash:a.bin"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Phrase.DELETE.with()).isInstanceOf(IllegalArgumentException.class);
  }

  /// Whatever is put into a slot of a changing command: it stays one word of one line.
  @Property
  void no_value_adds_a_word_or_a_line(@ForAll String any) {
    for (Phrase phrase : Phrase.values()) {
      if (phrase.slots().isEmpty() || phrase == Phrase.CUSTOM_CHECK) {
        continue;
      }
      String[] values =
          phrase.slots().stream().map(slot -> slot.example() + any).toArray(String[]::new);
      try {
        String text = phrase.with(values).text();
        assertThat(text.split(" ", -1)).hasSameSizeAs(phrase.form().split(" ", -1));
        assertThat(text).matches("[\\x20-\\x7e]+").doesNotContain(";", "?", "\"");
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("\r").hasMessageNotContaining("\n");
      }
    }
  }
}
