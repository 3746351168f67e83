package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.testing.InMemoryUpgradeSlots;
import io.hitless.testing.Some;
import io.hitless.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Only so many devices at a site between two releases.
class SlotGateTest {
  private final World world = new World("16.9.2", "16.12.4");
  private final UpgradeSlots slots = new InMemoryUpgradeSlots(world.jobs);
  private final UpgradeCaps one = new UpgradeCaps(Integer.MAX_VALUE, 1);
  private final JobRunner runner =
      world.runner(
          world.ports(), world.device, new SlotGate(new OrderGate(), slots, one, world.pace));

  private Job another() {
    Job other = activating();
    world.jobs.create(other, List.of());
    return other;
  }

  private static Job activating() {
    return Some.job(Some.device("core-2.fra"), Some.image("16.12.4"))
        .with(draft -> draft.stage = Stage.ACTIVATING);
  }

  private void ends(Job other) {
    Job held = world.jobs.claim(other.id(), "r", Duration.ofMinutes(1)).orElseThrow().job();
    var _ = world.jobs.save(held.with(draft -> draft.stage = Stage.SUCCEEDED), List.of());
  }

  @Test
  void an_upgrade_waits_at_its_safe_point_until_another_at_its_site_has_ended() {
    Job other = another();
    slots.ask(other, one);
    JobId id = world.placed();

    Job waiting = world.runUntil(runner, id, job -> job.waitingFor().contains(WaitingFor.SLOT));

    assertThat(waiting.stage()).isEqualTo(Stage.STAGED);
    assertThat(world.device.received(io.hitless.device.Change.Activate.class)).isZero();
    assertThat(
            new SlotGate(new OrderGate(), slots, one, world.pace)
                .ask(waiting, Intent.Kind.ACTIVATE, world.clock.instant()))
        .isInstanceOfSatisfying(
            Gate.Answer.NotNow.class,
            notNow -> {
              assertThat(notNow.waitingFor()).isEqualTo(Set.of(WaitingFor.SLOT));
              assertThat(notNow.why()).startsWith("1 upgrades at FRA");
            });

    ends(other);
    assertThat(world.runUntil(runner, id, job -> false).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void whoever_has_begun_is_never_held_back_by_a_slot() {
    JobId id = world.placed();
    world.runUntil(runner, id, job -> job.stage() == Stage.WAITING_FOR_SSO);
    Job other = another();

    assertThat(slots.ask(other, one)).isInstanceOf(UpgradeSlots.Answer.Full.class);
    assertThat(world.runUntil(runner, id, job -> false).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(slots.ask(other, one)).isInstanceOf(UpgradeSlots.Answer.Granted.class);
  }

  @Test
  void whoever_may_not_go_on_any_more_for_another_reason_lets_the_next_one_pass() {
    Job first = another();
    assertThat(slots.ask(first, one)).isInstanceOf(UpgradeSlots.Answer.Granted.class);
    Gate voided =
        (job, kind, now) ->
            new Gate.Answer.NotNow(Set.of(WaitingFor.APPROVAL), "voided", Optional.empty());
    Job waiting =
        Some.job(Some.device("core-3.fra"), Some.image("16.12.4"))
            .with(draft -> draft.stage = Stage.STAGED);
    world.jobs.create(waiting, List.of());

    var gate = new SlotGate(voided, slots, one, world.pace);
    assertThat(gate.ask(first, Intent.Kind.COMMIT, world.clock.instant()))
        .isInstanceOf(Gate.Answer.NotNow.class);
    assertThat(slots.ask(waiting, one)).isInstanceOf(UpgradeSlots.Answer.Full.class);
    assertThat(gate.ask(first, Intent.Kind.ACTIVATE, world.clock.instant()))
        .isInstanceOf(Gate.Answer.NotNow.class);
    assertThat(slots.ask(waiting, one)).isInstanceOf(UpgradeSlots.Answer.Granted.class);
  }

  @Test
  void the_more_come_first_the_more_seldom_it_is_asked() {
    assertThat(asksAgainAfter(new UpgradeSlots.Answer.Full(1, true)))
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(35));
    assertThat(asksAgainAfter(new UpgradeSlots.Answer.Full(24, true)))
        .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(100));
    assertThat(asksAgainAfter(new UpgradeSlots.Answer.Full(5000, true)))
        .isBetween(Duration.ofSeconds(270), Duration.ofSeconds(330));
  }

  private Duration asksAgainAfter(UpgradeSlots.Answer answer) {
    var full =
        new UpgradeSlots() {
          @Override
          public Answer ask(Job job, UpgradeCaps caps) {
            return answer;
          }

          @Override
          public void free(Job job) {}
        };
    var real = new Pace(1, new java.util.Random(1));
    var gate = new SlotGate((_, _, _) -> new Gate.Answer.Open(), full, one, real);
    Gate.Answer notNow = gate.ask(activating(), Intent.Kind.ACTIVATE, world.clock.instant());
    return Duration.between(
        world.clock.instant(), ((Gate.Answer.NotNow) notNow).again().orElseThrow());
  }
}
