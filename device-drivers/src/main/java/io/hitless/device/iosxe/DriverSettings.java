package io.hitless.device.iosxe;

import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.cli.CliSettings;
import io.hitless.device.ssh.SshSettings;
import java.time.Duration;

/// How the Catalyst driver waits. Waits are taken as they are: whoever runs against a clock that is
/// faster than ours hands in shorter ones.
///
/// @param verify for `verify`, which reads a whole image: 1.2 GB takes five minutes, 2 GB up to
///   twelve; dots on the way extend it up to the overall time
public record DriverSettings(SshSettings ssh, CliSettings cli, Patience verify) {

  public static DriverSettings defaults() {
    return new DriverSettings(
        SshSettings.defaults(),
        CliSettings.defaults(),
        new Patience(Duration.ofMinutes(60), Duration.ofMinutes(20)));
  }
}
