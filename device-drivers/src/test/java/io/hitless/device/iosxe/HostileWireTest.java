package io.hitless.device.iosxe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.IssuDriver;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import io.hitless.device.SshProfile;
import io.hitless.device.Target;
import io.hitless.device.cli.CliSettings;
import io.hitless.device.sim.Scenario;
import io.hitless.device.sim.SimulatedSwitch;
import io.hitless.device.ssh.SshSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Devices that print without end, without a line end, a page at a time for ever, or hardly at all:
/// each is given up within its bounds, and others go on being talked to meanwhile. In full size the
/// benchmark `hostile` does the same.
@Timeout(120)
class HostileWireTest {
  private static final int LONGEST_OUTPUT = 300_000;

  /// What is on its way when we give up: the channel's window, and a piece.
  private static final int ON_ITS_WAY = 80 * 1024;

  private static final IosXeDrivers DRIVERS =
      new IosXeDrivers(
          InstantSource.system(),
          new DriverSettings(
              SshSettings.defaults(),
              new CliSettings(
                  Duration.ofSeconds(20),
                  Duration.ofSeconds(4),
                  Duration.ofMillis(150),
                  Duration.ofSeconds(4),
                  LONGEST_OUTPUT,
                  8_192),
              DriverSettings.defaults().verify()));

  @TempDir Path folder;

  @AfterAll
  static void close() {
    DRIVERS.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unrecognised-output | \"kind\":\"EndlessOutput\",\"bytes\":2147483648,\"lineLength\":120",
        "unrecognised-output | \"kind\":\"EndlessOutput\",\"bytes\":52428800,\"lineLength\":0",
        "silent | \"kind\":\"EndlessMore\"",
        "silent | \"kind\":\"OutputCrawls\",\"bytes\":1,\"seconds\":20"
      })
  void a_hostile_device_is_given_up_within_bounds_and_harms_nobody_else(String code, String mishap)
      throws Exception {
    var heard = new Counting();
    try (SimulatedSwitch hostile = start(scenario(mishap));
        SimulatedSwitch healthy = start(Scenario.PEACEFUL);
        IssuDriver victim = DRIVERS.open(target(hostile), heard);
        IssuDriver other = DRIVERS.open(target(healthy), SessionLog.NONE)) {
      CompletableFuture<DeviceException> givenUp =
          CompletableFuture.supplyAsync(
              () -> catchThrowableOfType(DeviceException.class, victim::install),
              task -> Thread.ofVirtual().start(task));
      assertThat(heard.asked.await(20, TimeUnit.SECONDS)).isTrue();
      int answered = 0;
      do {
        assertThat(other.install().value().clean()).isTrue();
        answered++;
      } while (!givenUp.isDone());

      DeviceException trouble = givenUp.join();
      assertThat(trouble).isNotNull();
      if (!trouble.code().equals(code)) {
        // a fast pager reaches the bound of an output before that of the time
        assertThat(trouble.code()).isEqualTo("unrecognised-output");
        assertThat(mishap).contains("EndlessMore");
      }
      assertThat(answered).isPositive();
      assertThat(heard.characters.get()).isLessThan(LONGEST_OUTPUT + ON_ITS_WAY);
      assertThat(String.valueOf(trouble.getMessage())).hasSizeLessThan(4_000);
      assertThatThrownBy(victim::install).isInstanceOf(DeviceException.class);
    }
  }

  private Scenario scenario(String mishap) throws IOException {
    Path file = folder.resolve("hostile.json");
    Files.writeString(
        file,
        "{\"id\":\"hostile\",\"row\":0,\"story\":\"as named\",\"mishaps\":[{"
            + mishap
            + ",\"at\":\"command:show install summary\"}]}");
    return Scenario.from(file);
  }

  private static SimulatedSwitch start(Scenario scenario) {
    return SimulatedSwitch.builder()
        .username("issu")
        .password("secret")
        .scale(1)
        .scenario(scenario)
        .start();
  }

  private static Target target(SimulatedSwitch device) {
    return new Target(
        device.hostname(),
        device.address(),
        device.port(),
        new Credentials(
            "issu", Optional.of(Secret.of("secret")), Optional.empty(), Optional.empty()),
        SshProfile.LEGACY,
        HostKeyPolicy.PINNED,
        Set.copyOf(device.hostKeys()));
  }

  private static final class Counting implements SessionLog {
    private final AtomicLong characters = new AtomicLong();
    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public void sent(Instant at, String line) {
      if (line.equals("show install summary")) {
        asked.countDown();
      }
    }

    @Override
    public void received(Instant at, String text) {
      characters.addAndGet(text.length());
    }

    @Override
    public void deviceLog(Instant at, String line) {}
  }
}
