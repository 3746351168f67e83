package io.hitless.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.image.Image;
import io.hitless.image.ImageId;
import io.hitless.inventory.Device;
import io.hitless.page.TimeOrderedIds;
import io.hitless.readiness.CheckResult.Result;
import io.hitless.readiness.ReadinessRun.Verdict;
import io.hitless.testing.InMemoryDevices;
import io.hitless.testing.InMemoryEvents;
import io.hitless.testing.InMemoryImages;
import io.hitless.testing.InMemoryWaivers;
import io.hitless.testing.Some;
import io.hitless.testing.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaiverTest {
  private static final Instant NOW = TickingClock.START;
  private static final ImageId IMAGE = new ImageId(new UUID(1, 1));

  private final TickingClock clock = new TickingClock();
  private final InMemoryEvents events = new InMemoryEvents(clock);
  private final InMemoryDevices devices = new InMemoryDevices(events, id -> false);
  private final InMemoryImages images = new InMemoryImages(id -> false);
  private final InMemoryWaivers waivers = new InMemoryWaivers(events);
  private final Device device = Some.device("core-1.fra");
  private final Image image = Some.image("17.9.4");
  private final GrantWaiver granting =
      new GrantWaiver(
          waivers, Look.CHECKS, devices, images, new TimeOrderedIds(clock, new Random(1)), clock);

  @BeforeEach
  void register() {
    devices.add(device);
    images.add(image);
  }

  private static List<CheckResult> waived(Result result, String check, Waiver waiver) {
    return Look.CHECKS.waived(
        List.of(new CheckResult(check, result, "so it is.", "show x", List.of())),
        List.of(waiver),
        Optional.of(IMAGE),
        NOW);
  }

  private Waiver waiver(String check, Optional<ImageId> of, Duration left) {
    return new Waiver(
        UUID.randomUUID(), device.id(), check, of, "seen", "noc", NOW, NOW.plus(left));
  }

  @Test
  void an_unknown_answer_that_somebody_answers_for_does_not_block() {
    Duration hour = Duration.ofHours(1);
    for (Optional<ImageId> of : List.of(Optional.<ImageId>empty(), Optional.of(IMAGE))) {
      List<CheckResult> found =
          waived(Result.UNKNOWN, "upgrade-path", waiver("upgrade-path", of, hour));
      assertThat(found).noneMatch(CheckResult::blocks);
      assertThat(found.getFirst().waived()).contains(new CheckResult.Waived("noc", "seen"));
      assertThat(Verdict.of(found)).isEqualTo(Verdict.READY);
    }
  }

  @Test
  void a_configuration_of_which_the_device_does_not_say_whether_it_is_saved_can_be_answered_for() {
    assertThat(
            waived(
                Result.UNKNOWN,
                "config-saved",
                waiver("config-saved", Optional.empty(), Duration.ofHours(1))))
        .noneMatch(CheckResult::blocks);
  }

  @Test
  void nothing_else_is_let_through() {
    Duration hour = Duration.ofHours(1);
    Optional<ImageId> other = Optional.of(new ImageId(new UUID(2, 2)));
    assertThat(waived(Result.FAIL, "upgrade-path", waiver("upgrade-path", other, hour)))
        .allMatch(CheckResult::blocks);
    assertThat(
            waived(Result.FAIL, "upgrade-path", waiver("upgrade-path", Optional.of(IMAGE), hour)))
        .allMatch(CheckResult::blocks);
    assertThat(waived(Result.UNKNOWN, "upgrade-path", waiver("upgrade-path", other, hour)))
        .allMatch(CheckResult::blocks);
    assertThat(
            waived(
                Result.UNKNOWN,
                "upgrade-path",
                waiver("upgrade-path", Optional.empty(), Duration.ZERO)))
        .allMatch(CheckResult::blocks);
    assertThat(waived(Result.UNKNOWN, "auto-boot", waiver("upgrade-path", Optional.empty(), hour)))
        .allMatch(CheckResult::blocks);
  }

  @Test
  void what_the_upgrade_is_steered_by_can_not_be_waived() {
    for (String steering :
        List.of(
            "software-version",
            "sso-mode",
            "standby-hot",
            "issu-idle",
            "install-clean",
            "image-present",
            "image-verified")) {
      assertThatThrownBy(() -> grant(steering))
          .isInstanceOfSatisfying(
              UnknownReference.class,
              refused -> assertThat(refused.code()).isEqualTo("check-not-waivable"));
      assertThat(
              waived(
                  Result.UNKNOWN,
                  steering,
                  waiver(steering, Optional.empty(), Duration.ofHours(1))))
          .allMatch(CheckResult::blocks);
    }
    assertThatThrownBy(() -> grant("no-such-check")).hasMessageContaining("waivable are");
  }

  @Test
  void a_waiver_is_recorded_with_its_reason_and_ends_by_itself_or_by_hand() {
    Waiver given = grant("upgrade-path");
    assertThat(waivers.of(device.id(), clock.instant())).containsExactly(given);
    assertThat(events.after(0, Optional.empty(), 10))
        .extracting(event -> event.type())
        .containsExactly("device.check-waived");
    assertThat(waivers.of(device.id(), given.until())).isEmpty();
    assertThat(waivers.revoke(device.id(), given.id(), "noc", clock.instant())).contains(given);
    assertThat(waivers.of(device.id(), clock.instant())).isEmpty();
    assertThat(waivers.revoke(device.id(), given.id(), "noc", clock.instant())).isEmpty();
  }

  private Waiver grant(String check) {
    return granting.grant(
        device.id(),
        check,
        Optional.of(image.id()),
        "Cisco TAC says so",
        "noc",
        Duration.ofHours(12),
        true);
  }
}
