package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hitless.device.HostKeyPolicy;
import io.hitless.device.facts.Platform;
import io.hitless.event.Events;
import io.hitless.event.RecordedEvent;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceFilter;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every register of devices keeps.
public abstract class DevicesContract {

  protected abstract Devices devices();

  protected abstract Events events();

  /// Registers the credential `noc`, if devices need it.
  protected abstract void credential();

  /// Opens a job for the device.
  protected abstract void openJobFor(Device device);

  private Device added() {
    return added(Some.device("core-" + UUID.randomUUID()));
  }

  private Device added(Device device) {
    credential();
    devices().add(device);
    return device;
  }

  @Test
  void a_device_is_found_by_id_and_by_name_as_it_was_added() {
    Device device = added();
    assertThat(devices().find(device.id())).contains(device);
    assertThat(devices().findByName(device.name())).contains(device);
    assertThat(devices().find(Some.deviceId())).isEmpty();
    assertThat(devices().findByName("nobody")).isEmpty();
  }

  @Test
  void two_devices_never_share_a_name() {
    Device first = added();
    Device other = added();
    assertThatExceptionOfType(Devices.NameTaken.class)
        .isThrownBy(() -> devices().add(Some.device(first.name())));
    assertThatExceptionOfType(Devices.NameTaken.class)
        .isThrownBy(() -> devices().replace(renamed(other, first.name())));
    assertThat(devices().find(other.id())).contains(other);
  }

  @Test
  void a_change_needs_the_version_that_was_read() {
    Device device = added();
    Device next = devices().replace(renamed(device, "core-" + UUID.randomUUID()));
    assertThat(next.version()).isGreaterThan(device.version());
    assertThat(devices().find(device.id())).contains(next);
    assertThatExceptionOfType(Changed.class)
        .isThrownBy(() -> devices().replace(renamed(device, "core-" + UUID.randomUUID())));
    assertThatExceptionOfType(Changed.class)
        .isThrownBy(() -> devices().remove(device.id(), device.version()));
    devices().remove(device.id(), next.version());
    assertThat(devices().find(device.id())).isEmpty();
  }

  @Test
  void a_device_that_is_being_upgraded_is_not_removed() {
    Device device = added();
    openJobFor(device);
    assertThatExceptionOfType(Devices.StillInUse.class)
        .isThrownBy(() -> devices().remove(device.id(), device.version()));
    assertThat(devices().find(device.id())).isPresent();
  }

  @Test
  void what_was_learned_is_kept_without_moving_the_version() {
    Device device = added();
    devices().learned(device.id(), Some.facts("16.9.2"));
    Device now = devices().find(device.id()).orElseThrow();
    assertThat(now.facts()).contains(Some.facts("16.9.2"));
    assertThat(now.version()).isEqualTo(device.version());
  }

  @Test
  void learning_something_new_is_an_event_and_learning_the_same_again_is_none() {
    Device device = added();
    devices().learned(device.id(), Some.facts("16.9.2"));
    devices().learned(device.id(), Some.facts("16.9.2"));
    assertThat(factsChanged(device)).hasSize(1);
    devices().learned(device.id(), Some.facts("16.12.4"));
    assertThat(factsChanged(device)).hasSize(2);
  }

  private List<RecordedEvent> factsChanged(Device device) {
    return events().after(0, Optional.empty(), 500).stream()
        .filter(event -> event.type().equals("device.facts-changed"))
        .filter(event -> event.device().equals(Optional.of(device.id())))
        .toList();
  }

  @Test
  void the_same_switch_under_another_name_is_known_by_address_host_key_or_serial_number() {
    String label = "R" + UUID.randomUUID();
    Device guarded = added(another("192.0.2.1", 22, "SHA256:a" + label, label));
    DeviceFacts read = Some.facts("16.9.2");
    DeviceFacts facts =
        new DeviceFacts(
            read.platform(),
            read.model(),
            read.topology(),
            read.hostname(),
            read.fileSystem(),
            List.of("S1" + label, "S2" + label),
            read.units(),
            read.observedAt());
    devices().learned(guarded.id(), facts);
    Device stranger = added(another("192.0.2.2", 22, "SHA256:b" + label, "access"));
    Device behindAnotherPort = added(another("192.0.2.1", 2222, "SHA256:c" + label, "access"));
    Device sameAddress = added(another("192.0.2.1", 22, "SHA256:d" + label, "access"));
    Device sameKey = added(another("alias.example.net", 22, "SHA256:a" + label, "access"));
    Device sameSerial = added(another("198.51.100.1", 22, "SHA256:e" + label, "access"));
    devices().learned(sameSerial.id(), facts);
    for (Device other : List.of(sameAddress, sameKey, sameSerial)) {
      assertThat(same(other, label, "nowhere")).as(other.name()).containsExactly(guarded.id());
      assertThat(same(other, "nothing", "FRA")).as(other.name()).contains(guarded.id());
      assertThat(same(other, "nothing", "nowhere")).isEmpty();
    }
    for (Device other : List.of(stranger, behindAnotherPort, guarded)) {
      assertThat(same(other, label, "nowhere")).as(other.name()).isEmpty();
    }
  }

  private List<DeviceId> same(Device device, String role, String site) {
    Device now = devices().find(device.id()).orElseThrow();
    return devices().sameSwitch(now, Set.of(role), Set.of(site)).stream().map(Device::id).toList();
  }

  private static Device another(String address, int port, String key, String role) {
    Device it = Some.device("d-" + UUID.randomUUID());
    return new Device(
        it.id(),
        it.name(),
        address,
        port,
        it.credential(),
        it.site(),
        Optional.of(role),
        it.tags(),
        it.redundancyGroup(),
        it.sshProfile(),
        it.hostKeyPolicy(),
        Set.of(key),
        it.facts(),
        it.version(),
        it.createdAt(),
        it.updatedAt());
  }

  @Test
  void only_the_first_key_ever_seen_is_pinned() {
    Device device =
        added(
            Some.device(
                "trusting-" + UUID.randomUUID(), Set.of(), HostKeyPolicy.TRUST_ON_FIRST_USE));
    assertThat(devices().pinFirstKey(device.id(), Some.KEY)).isTrue();
    assertThat(devices().pinFirstKey(device.id(), "SHA256:another")).isFalse();
    assertThat(devices().find(device.id()).orElseThrow().hostKeys()).containsExactly(Some.KEY);
  }

  @Test
  void a_list_is_narrowed_and_walked_piece_by_piece() {
    List<DeviceId> all = new ArrayList<>();
    String site = "S" + UUID.randomUUID().toString().substring(0, 8);
    for (int i = 0; i < 5; i++) {
      all.add(added(at(Some.device("d-" + UUID.randomUUID()), site)).id());
    }
    devices().learned(all.getFirst(), Some.facts("16.9.2"));
    List<DeviceId> met = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Device> page = devices().list(atSite(site), new PageRequest(cursor, 2));
      page.items().forEach(device -> met.add(device.id()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(met).containsExactlyInAnyOrderElementsOf(all);
    assertThat(found(new DeviceFilter(none(), Optional.of(site), none(), none(), catalyst())))
        .containsExactly(all.getFirst());
    assertThat(
            found(
                new DeviceFilter(
                    none(), Optional.of(site), Optional.of("access"), none(), Optional.empty())))
        .isEmpty();
    assertThat(
            found(
                new DeviceFilter(
                    none(), Optional.of(site), none(), Optional.of("dc1"), Optional.empty())))
        .hasSize(5);
  }

  private List<DeviceId> found(DeviceFilter filter) {
    return devices().list(filter, PageRequest.first(500)).items().stream().map(Device::id).toList();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Optional<Platform> catalyst() {
    return Optional.of(Platform.C9500);
  }

  private static DeviceFilter atSite(String site) {
    return new DeviceFilter(none(), Optional.of(site), none(), none(), Optional.empty());
  }

  private static Device at(Device device, String site) {
    return copy(device, device.name(), Optional.of(site));
  }

  private static Device renamed(Device device, String name) {
    return copy(device, name, device.site());
  }

  private static Device copy(Device device, String name, Optional<String> site) {
    return new Device(
        device.id(),
        name,
        device.address(),
        device.port(),
        device.credential(),
        site,
        device.role(),
        device.tags(),
        device.redundancyGroup(),
        device.sshProfile(),
        device.hostKeyPolicy(),
        device.hostKeys(),
        device.facts(),
        device.version(),
        device.createdAt(),
        device.updatedAt());
  }
}
