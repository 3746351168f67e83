package io.hitless.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.testing.TickingClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrangersBudgetTest {
  @Test
  void strangers_can_not_fill_the_log_and_none_is_forgotten() {
    var clock = new TickingClock();
    var budget = new StrangersBudget(clock);
    for (int i = 0; i < StrangersBudget.A_MINUTE; i++) {
      assertThat(budget.spend()).contains(Map.of());
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(budget.spend()).isEmpty();
    }
    clock.tick(Duration.ofMinutes(1));
    assertThat(budget.spend()).contains(Map.of("notWrittenBefore", 1000L));
    assertThat(budget.spend()).contains(Map.of());
  }
}
