package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.event.Events;
import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import io.hitless.readiness.Waiver;
import io.hitless.readiness.Waivers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of waivers keeps.
public abstract class WaiversContract {

  protected abstract Waivers waivers();

  protected abstract Events events();

  private Waiver granted(DeviceId device, Duration left) {
    var waiver =
        new Waiver(
            UUID.randomUUID(),
            device,
            "upgrade-path",
            Optional.of(new ImageId(UUID.randomUUID())),
            "TAC case 4711",
            "noc lead",
            Some.NOW,
            Some.NOW.plus(left));
    waivers().grant(waiver);
    return waiver;
  }

  @Test
  void a_waiver_holds_for_its_device_until_its_end() {
    DeviceId device = Some.deviceId();
    Waiver shorter = granted(device, Duration.ofHours(1));
    Waiver longer = granted(device, Duration.ofHours(2));
    granted(Some.deviceId(), Duration.ofHours(2));
    assertThat(waivers().of(device, Some.NOW)).containsExactlyInAnyOrder(shorter, longer);
    assertThat(waivers().of(device, shorter.until())).containsExactly(longer);
    assertThat(waivers().of(device, longer.until())).isEmpty();
  }

  @Test
  void a_waiver_is_taken_back_once_and_both_are_in_the_log() {
    DeviceId device = Some.deviceId();
    long before = events().newest();
    Waiver waiver = granted(device, Duration.ofHours(1));
    assertThat(waivers().revoke(Some.deviceId(), waiver.id(), "noc", Some.NOW)).isEmpty();
    assertThat(waivers().revoke(device, waiver.id(), "noc", Some.NOW)).contains(waiver);
    assertThat(waivers().revoke(device, waiver.id(), "noc", Some.NOW)).isEmpty();
    assertThat(waivers().of(device, Some.NOW)).isEmpty();
    assertThat(events().after(before, Optional.empty(), 100))
        .filteredOn(event -> event.device().equals(Optional.of(device)))
        .extracting(event -> event.type(), event -> event.data().get("by"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("device.check-waived", "noc lead"),
            org.assertj.core.groups.Tuple.tuple("device.waiver-revoked", "noc"));
  }
}
