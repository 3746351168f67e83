package io.hitless.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.iosxe.DriverSettings;
import io.hitless.device.iosxe.IosXeDrivers;
import io.hitless.device.sim.SimulatedSwitch;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "224.0.0.5",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:0:0:0:0:80ff:fffe",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1"
      })
  void an_address_that_is_ours_or_nobodys_is_refused(String address) {
    assertThat(Destinations.fault(InetAddress.ofLiteral(address))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "192.0.2.10",
        "100.64.0.1",
        "2001:db8::1",
        "fd12:3456::1",
        "64:ff9b::192.0.2.1",
        "2002:c000:201::1"
      })
  void an_address_of_a_network_is_none_of_those(String address) {
    assertThat(Destinations.fault(InetAddress.ofLiteral(address))).isEmpty();
  }

  @Test
  void what_a_name_leads_to_is_judged_when_it_is_used() throws Exception {
    Queue<String> answers = new ArrayDeque<>(List.of("192.0.2.10", "127.0.0.1"));
    Destinations destinations =
        new Destinations(
            false, host -> new InetAddress[] {InetAddress.ofLiteral(answers.remove())});

    assertThat(destinations.resolve("core-1.example.net"))
        .isEqualTo(InetAddress.ofLiteral("192.0.2.10"));
    assertThatThrownBy(() -> destinations.resolve("core-1.example.net"))
        .isInstanceOf(Destinations.Forbidden.class)
        .hasMessageContaining("127.0.0.1, which is a loopback address");
  }

  @Test
  void one_bad_address_among_good_ones_is_enough() {
    Destinations destinations =
        new Destinations(
            false,
            host ->
                new InetAddress[] {
                  InetAddress.ofLiteral("192.0.2.10"), InetAddress.ofLiteral("::1")
                });

    assertThatThrownBy(() -> destinations.resolve("core-1"))
        .isInstanceOf(Destinations.Forbidden.class);
  }

  @Test
  void nothing_is_connected_to_a_name_that_leads_to_ourselves() {
    try (SimulatedSwitch device = SimulatedSwitch.builder().start();
        IosXeDrivers drivers =
            new IosXeDrivers(
                InstantSource.system(), DriverSettings.defaults(), Destinations.NETWORK)) {
      Target target =
          new Target(
              "core-1",
              "localhost",
              device.port(),
              new Credentials(
                  "issu",
                  Optional.of(Secret.of("issu-password")),
                  Optional.empty(),
                  Optional.empty()),
              SshProfile.LEGACY,
              HostKeyPolicy.PINNED,
              Set.copyOf(device.hostKeys()));

      assertThatThrownBy(() -> drivers.open(target, SessionLog.NONE))
          .isInstanceOf(DeviceException.Unreachable.class)
          .hasMessageContaining("localhost leads to");
      assertThat(device.commands()).isEmpty();
    }
  }
}
