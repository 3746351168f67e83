package io.hitless.approval;

import io.hitless.inventory.Device;
import io.hitless.job.JobOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which upgrades need a second person: those of devices with one of the roles or at one of the
/// sites, or all. An upgrade in one step always does, and so does `clear install state`.
///
/// @param validFor how long an approval counts
/// @param longestBreakGlass how long an emergency may last
public record FourEyesPolicy(
    boolean everywhere,
    Set<String> roles,
    Set<String> sites,
    Duration validFor,
    Duration longestBreakGlass) {
  public static final FourEyesPolicy STANDARD =
      new FourEyesPolicy(false, Set.of(), Set.of(), Duration.ofDays(3), Duration.ofHours(4));

  /// @throws IllegalArgumentException when a time is none, or a label is empty
  public FourEyesPolicy {
    roles = Set.copyOf(roles);
    sites = Set.copyOf(sites);
    if (!validFor.isPositive() || !longestBreakGlass.isPositive()) {
      throw new IllegalArgumentException("an approval must count for some time");
    }
    if (roles.stream().anyMatch(String::isBlank) || sites.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("an empty role or site stands for no device");
    }
  }

  /// Why an upgrade needs a second person; empty when it doesn't. What the site was when it was
  /// ordered counts as well as what it is now.
  public List<String> why(JobOrder order, Optional<Device> device) {
    List<String> why = new ArrayList<>();
    if (order.workflow() == JobOrder.Workflow.ONE_STEP) {
      why.add("an upgrade in one step cannot be rolled back");
    }
    if (everywhere) {
      why.add("every upgrade needs it here");
    }
    device
        .flatMap(Device::role)
        .filter(roles::contains)
        .ifPresent(role -> why.add("the device's role is " + role));
    device
        .flatMap(Device::site)
        .filter(sites::contains)
        .or(() -> order.site().filter(sites::contains))
        .ifPresent(site -> why.add("the device's site is " + site));
    return List.copyOf(why);
  }

  /// Whether some devices are under four eyes and others are not.
  boolean labels() {
    return !roles.isEmpty() || !sites.isEmpty();
  }

  /// Whether a device is under four eyes for what it is labelled.
  public boolean guards(Device device) {
    return device.role().filter(roles::contains).isPresent()
        || device.site().filter(sites::contains).isPresent();
  }
}
