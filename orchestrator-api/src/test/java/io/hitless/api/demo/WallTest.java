package io.hitless.api.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WallTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void without_a_terminal_a_line_is_printed_only_when_something_changed() {
    Wall wall = new Wall(out(), false);

    wall.show(List.of(row("ADDING", 20)));
    wall.show(List.of(row("ADDING", 25)));
    wall.show(List.of(row("STAGED", 40)));

    assertThat(printed().lines()).hasSize(2).noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void on_a_terminal_the_table_is_drawn_over_itself() {
    Wall wall = new Wall(out(), true);

    wall.show(List.of(row("ADDING", 20), row("STAGED", 40)));
    wall.show(List.of(row("ADDING", 50), row("STAGED", 40)));

    assertThat(printed()).contains("\u001b[3A").contains("█".repeat(10) + "░".repeat(10));
  }

  @Test
  void time_in_state_is_minutes_and_seconds() {
    assertThat(Wall.clock(Duration.ofSeconds(605))).isEqualTo("10:05");
  }

  private static Row row(String state, int percent) {
    return new Row(
        "core-1",
        "C9500",
        state,
        percent,
        Duration.ofSeconds(5),
        List.of("1 16.9.2", "2 16.9.2"),
        false,
        "");
  }

  private PrintStream out() {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
