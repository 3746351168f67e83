package io.hitless.device.iosxe;

import io.hitless.device.Credentials;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.IssuDriver;
import io.hitless.device.Playback;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import io.hitless.device.SshProfile;
import io.hitless.device.Tape;
import io.hitless.device.Target;
import io.hitless.device.ssh.Shell;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// The Catalyst driver on a recording: the same session, prompts, dialogues and parsers as on SSH.
public final class IosXePlayback implements Playback {
  private static final Optional<Secret> STRUCK = Optional.of(Tape.SECRET);

  private final InstantSource clock;
  private final DriverSettings settings;

  public IosXePlayback(InstantSource clock, DriverSettings settings) {
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public IssuDriver open(String device, Tape tape) {
    Target target =
        new Target(
            device,
            "recording",
            22,
            new Credentials("recorded", STRUCK, STRUCK, Optional.empty()),
            SshProfile.MODERN,
            HostKeyPolicy.PINNED,
            Set.of());
    return IosXeDrivers.over(
        target, new TapeShell(tape), Delivery.nowhere(target), SessionLog.NONE, clock, settings);
  }

  private record TapeShell(Tape tape) implements Shell {
    @Override
    public void type(String text) {
      tape.type(text);
    }

    @Override
    public String read(Duration atMost) {
      return tape.read(atMost);
    }

    @Override
    public String hostKey() {
      return "recorded";
    }

    /// What today's driver gives up may still be asked the next recorded question.
    @Override
    public void close() {}
  }
}
