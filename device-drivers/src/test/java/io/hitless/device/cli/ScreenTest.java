package io.hitless.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final List<String> lines = new ArrayList<>();
  private final Screen screen = new Screen(1000, lines::add);

  @Test
  void a_carriage_return_and_what_follows_overwrites() {
    screen.show("10 %\r50 %\r100 %\r\n");

    assertThat(lines).containsExactly("100 %");
  }

  @Test
  void backspaces_never_go_before_the_line() {
    screen.show("\b\b\bab\bc\r\n");

    assertThat(lines).containsExactly("ac");
  }

  @Test
  void colours_titles_bells_and_nulls_are_invisible() {
    screen.show("\u001b[1;32mUp\u001b[0m\u0007 and\u0000\u001b]0;title\u0007 running\u001b(B\r\n");

    assertThat(lines).containsExactly("Up and running");
  }

  @Test
  void a_line_that_is_erased_is_gone() {
    screen.show("half a line\u001b[2Kwhole\rline\u001b[K\r\n");

    assertThat(lines).containsExactly("line");
  }

  @Test
  void the_pager_waits_only_at_the_end_of_an_unfinished_line() {
    screen.show("text with --More-- in it\r\n");
    assertThat(screen.pagerWaits()).isFalse();

    screen.show(" --More-- ");
    assertThat(screen.pagerWaits()).isTrue();
  }

  @Test
  void a_line_is_kept_up_to_its_bound() {
    screen.show("x".repeat(5000));

    assertThat(screen.overlong()).isTrue();
    assertThat(screen.currentLength()).isEqualTo(1000);
  }

  @Property
  void what_is_shown_does_not_depend_on_where_the_pieces_are_cut(
      @ForAll("terminalText") String text, @ForAll int seed) {
    List<String> whole = new ArrayList<>();
    Screen atOnce = new Screen(1000, whole::add);
    atOnce.show(text);
    List<String> pieces = new ArrayList<>();
    Screen piecewise = new Screen(1000, pieces::add);
    java.util.Random random = new java.util.Random(seed);
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(5));
      piecewise.show(text.substring(from, to));
      from = to;
    }

    assertThat(pieces).isEqualTo(whole);
    assertThat(piecewise.current()).isEqualTo(atOnce.current());
  }

  @Provide
  Arbitrary<String> terminalText() {
    return Arbitraries.of(
            "a",
            "b",
            " ",
            "\r",
            "\n",
            "\b",
            "\u001b",
            "[",
            "K",
            "2",
            "D",
            "]",
            "\u0007",
            "--More--",
            "é")
        .list()
        .ofMaxSize(60)
        .map(parts -> String.join("", parts));
  }
}
