package io.hitless.api.wiring;

import io.hitless.api.body.LocalAddresses;
import io.hitless.api.inventory.KeyCheck;
import io.hitless.api.observe.MeteredDrivers;
import io.hitless.api.observe.Meters;
import io.hitless.device.Destinations;
import io.hitless.device.Drivers;
import io.hitless.device.Playback;
import io.hitless.device.cli.CliSettings;
import io.hitless.device.iosxe.DriverSettings;
import io.hitless.device.iosxe.IosXeDrivers;
import io.hitless.device.iosxe.IosXePlayback;
import io.hitless.device.ssh.PrivateKeys;
import io.hitless.event.Events;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;
import io.hitless.job.Pace;
import io.hitless.session.Sessions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How switches are talked to: one SSH client for all.
@Configuration(proxyBeanMethods = false)
class Switches {
  @Bean(destroyMethod = "close")
  IosXeDrivers drivers(InstantSource clock, Pace pace, LocalAddresses local) {
    return new IosXeDrivers(
        clock, settings(pace), local.allowed() ? Destinations.ANY : Destinations.NETWORK);
  }

  /// What a switch takes long for is waited for at its speed; what our own machine and the wire
  /// take is not shortened.
  static DriverSettings settings(Pace pace) {
    DriverSettings usual = DriverSettings.defaults();
    CliSettings cli = usual.cli();
    return new DriverSettings(
        usual.ssh(),
        new CliSettings(
            cli.login(),
            pace.allowed(cli.show()),
            cli.settle(),
            pace.allowed(cli.firstWords()),
            cli.longestOutput(),
            cli.longestLine()),
        pace.patience(usual.verify().overall(), usual.verify().silence()));
  }

  @Bean
  KeyCheck keyCheck() {
    return PrivateKeys::fault;
  }

  /// A recording is not waited for, whatever the speed of the switch was.
  @Bean
  Playback playback(InstantSource clock) {
    return new IosXePlayback(clock, DriverSettings.defaults());
  }

  @Bean
  Sessions sessions(Drivers drivers, Devices devices, Vault vault, Events events, Meters meters) {
    return new Sessions(new MeteredDrivers(drivers, meters, "readiness"), devices, vault, events);
  }
}
