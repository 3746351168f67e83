package io.hitless.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuelTest {

  @Test
  void both_sides_take_turns_and_the_first_round_does_not_count() throws Exception {
    List<String> turns = new ArrayList<>();

    Duel duel = Duel.fight(2, 7, () -> () -> turns.add("ours"), () -> () -> turns.add("bare"));

    assertThat(turns).containsExactly("ours", "bare", "ours", "bare", "ours", "bare");
    assertThat(duel.ours()).hasSize(2);
    assertThat(duel.bare()).hasSize(2);
  }

  @Test
  void our_share_is_the_median_of_the_pairs() {
    Duel duel = new Duel(List.of(lap(10), lap(20), lap(1)), List.of(lap(20), lap(25), lap(1000)));

    assertThat(duel.percent()).isEqualTo(50);
  }

  private static Lap lap(int perSecond) {
    return new Lap(perSecond, 1_000_000_000, 0, 0);
  }
}
