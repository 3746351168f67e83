package io.hitless.api.inventory;

import io.hitless.access.Caller;
import io.hitless.access.Right;
import io.hitless.api.problem.BlockedBy;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import io.hitless.approval.FourEyesPolicy;
import io.hitless.approval.Lifted;
import io.hitless.device.HostKeyPolicy;
import io.hitless.event.Event;
import io.hitless.inventory.Device;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What of a device nobody changes alone, since it guards the device: the labels that put it under
/// four eyes, and the host keys that it is known by. Who takes the labels away is remembered.
@Component
final class GuardedLabels {
  private final FourEyesPolicy policy;
  private final Lifted lifted;
  private final InstantSource clock;

  GuardedLabels(FourEyesPolicy policy, Lifted lifted, InstantSource clock) {
    this.policy = policy;
    this.lifted = lifted;
    this.clock = clock;
  }

  /// @throws Rejection when `caller` may not change `before` into `after`
  void change(Device before, Device after, Caller caller) {
    boolean same = before.hostKeys().containsAll(after.hostKeys());
    boolean forgotten = after.hostKeys().isEmpty() && !before.hostKeys().isEmpty();
    boolean looser =
        before.hostKeyPolicy() == HostKeyPolicy.PINNED
            && after.hostKeyPolicy() == HostKeyPolicy.TRUST_ON_FIRST_USE;
    if (!same || forgotten || looser) {
      throw new Rejection(
              Code.BLOCKED,
              "a host key takes two persons: propose it by POST /devices/{id}/host-keys; here pinned"
                  + " keys can only be removed, all but the last")
          .withBlockedBy(
              List.of(
                  new BlockedBy(
                      "host-key-rotation",
                      before.hostKeys().stream().sorted().map(key -> "pinned " + key).toList(),
                      Optional.empty())));
    }
    if (policy.guards(before) && !policy.guards(after)) {
      leavesFourEyes(before, caller, "changed");
    }
  }

  /// @throws Rejection when `caller` may not have `device` forgotten
  void removal(Device device, Caller caller) {
    if (policy.guards(device)) {
      leavesFourEyes(device, caller, "removed");
    }
  }

  private void leavesFourEyes(Device device, Caller caller, String how) {
    if (!caller.may(Right.ADMINISTER)) {
      throw new Rejection(
              Code.BLOCKED,
              "upgrades of this device need a second person because of its role or site; only an"
                  + " administrator changes that")
          .withBlockedBy(
              List.of(
                  new BlockedBy(
                      "four-eyes",
                      List.of(
                          "role " + device.role().orElse("none"),
                          "site " + device.site().orElse("none")),
                      Optional.of("administer"))));
    }
    lifted.keep(
        device,
        caller.person(),
        clock.instant(),
        new Event.DeviceNote(
            Event.DeviceNote.FOUR_EYES_LIFTED,
            device.id(),
            Optional.empty(),
            Map.of("device", device.name(), "by", caller.name(), "how", how)));
  }
}
