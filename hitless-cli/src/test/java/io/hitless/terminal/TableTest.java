package io.hitless.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  private static final Table TABLE =
      new Table("DEVICE", "STATE", "WHY")
          .row("core-1", "SUCCEEDED", "")
          .row("core-22", "FAILED", "a\nb");

  @Test
  void columns_stand_under_their_headings() {
    assertThat(TABLE.lines(new Ink(false), 0))
        .containsExactly(
            "DEVICE   STATE      WHY", "core-1   SUCCEEDED", "core-22  FAILED     a b");
  }

  @Test
  void a_line_ends_where_the_terminal_does() {
    assertThat(TABLE.lines(new Ink(false), 12))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(12));
  }

  @Test
  void states_are_coloured_and_nothing_is_where_colours_are_off() {
    assertThat(TABLE.lines(new Ink(true), 0).get(1)).contains("\u001b[32mSUCCEEDED");
    assertThat(String.join("", TABLE.lines(new Ink(false), 0))).doesNotContain("\u001b");
  }

  @Test
  void a_bar_is_as_long_as_what_is_done() {
    assertThat(Watch.bar(50)).isEqualTo("█".repeat(10) + "░".repeat(10) + "  50%");
    assertThat(Watch.bar(100)).startsWith("█".repeat(20));
  }
}
