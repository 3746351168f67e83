package io.hitless.readiness;

import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.image.Image;
import io.hitless.image.Images;
import io.hitless.inventory.CredentialUse;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.Devices;
import io.hitless.session.Sessions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does readiness runs: opens one session, asks what the checks need, keeps what the device turned
/// out to be, and stores what was found. Every run ends, and one that came to nothing says why.
public final class ReadinessRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ReadinessRunner.class);

  private final ReadinessRuns runs;
  private final Devices devices;
  private final Images images;
  private final Events events;
  private final Sessions sessions;
  private final Checks checks;
  private final Thresholds thresholds;
  private final Waivers waivers;
  private final InstantSource clock;

  public ReadinessRunner(
      ReadinessRuns runs,
      Devices devices,
      Images images,
      Events events,
      Sessions sessions,
      Checks checks,
      Thresholds thresholds,
      Waivers waivers,
      InstantSource clock) {
    this.runs = runs;
    this.devices = devices;
    this.images = images;
    this.events = events;
    this.sessions = sessions;
    this.checks = checks;
    this.thresholds = thresholds;
    this.waivers = waivers;
    this.clock = clock;
  }

  /// Does the run, unless it is done already. Never throws for what a device does: that is a check
  /// whose result is unknown.
  public void run(RunId id) {
    runs.find(id).filter(run -> run.state() == ReadinessRun.State.RUNNING).ifPresent(this::run);
  }

  private void run(ReadinessRun run) {
    List<CheckResult> results;
    try {
      results =
          switch (run.kind()) {
            case AUTHORIZATION -> account(run);
            case READINESS -> readiness(run);
          };
    } catch (RuntimeException e) {
      LOG.error("readiness run {} of device {} failed", run.id(), run.device(), e);
      results = unlooked(run, "Hitless itself failed: its log says why.");
    }
    runs.finish(
        run.id(),
        ReadinessRun.Verdict.of(results),
        results,
        clock.instant().plus(thresholds.validFor()));
  }

  private List<CheckResult> readiness(ReadinessRun run) {
    return checks.waived(
        look(run), waivers.of(run.device(), clock.instant()), run.image(), clock.instant());
  }

  private List<CheckResult> account(ReadinessRun run) {
    return devices
        .find(run.device())
        .map(device -> AccountChecks.look(device, sessions, use(run)))
        .orElseGet(() -> unlooked(run, "The device was removed from the inventory meanwhile."));
  }

  private static CredentialUse use(ReadinessRun run) {
    return CredentialUse.byReadinessRun(run.id().value(), run.device());
  }

  private List<CheckResult> unlooked(ReadinessRun run, String why) {
    return switch (run.kind()) {
      case AUTHORIZATION -> AccountChecks.unlooked(why);
      case READINESS -> checks.unlooked(run.image().isPresent(), why);
    };
  }

  private List<CheckResult> look(ReadinessRun run) {
    boolean withImage = run.image().isPresent();
    Optional<Device> device = devices.find(run.device());
    if (device.isEmpty()) {
      return checks.unlooked(withImage, "The device was removed from the inventory meanwhile.");
    }
    Optional<Image> image = run.image().flatMap(images::find);
    if (withImage && image.isEmpty()) {
      return checks.unlooked(true, "The image was removed from the register meanwhile.");
    }
    try (IssuDriver session = sessions.open(device.get(), SessionLog.NONE, use(run))) {
      var readings = new Readings(session);
      List<CheckResult> results =
          checks.run(new Subject(readings, image, device.get().facts(), thresholds, clock));
      if (same(run, results)) {
        keep(device.get(), readings);
      }
      return results;
    } catch (Sessions.NoCredential e) {
      return checks.unlooked(withImage, "Nobody could log in: " + e.getMessage() + ".");
    } catch (DeviceException e) {
      tell(device.get(), e);
      return checks.run(
          new Subject(Readings.unopened(e), image, device.get().facts(), thresholds, clock));
    }
  }

  /// What another device is must not be kept as what this one was, unless somebody answers for it.
  private boolean same(ReadinessRun run, List<CheckResult> results) {
    return checks
        .waived(results, waivers.of(run.device(), clock.instant()), run.image(), clock.instant())
        .stream()
        .noneMatch(result -> result.id().equals(SameDevice.ID) && result.blocks());
  }

  /// What the device is, if it said so; not being able to keep it does not spoil the answers.
  private void keep(Device device, Readings readings) {
    DeviceFacts facts;
    try {
      facts = FactsReader.read(readings, clock.instant());
    } catch (DeviceException e) {
      LOG.info("{} did not say what it is: {}", device.name(), e.getMessage());
      return;
    }
    try {
      devices.learned(device.id(), facts);
    } catch (RuntimeException e) {
      LOG.warn("what {} is could not be kept", device.name(), e);
    }
  }

  private void tell(Device device, DeviceException why) {
    LOG.info("no session with {}: {}", device.name(), why.getMessage());
    if (why instanceof DeviceException.HostKeyChanged changed && !changed.pinned().isEmpty()) {
      events.append(
          new Event.DeviceNote(
              Event.DeviceNote.HOST_KEY_CHANGED,
              device.id(),
              Optional.empty(),
              Map.of("offered", changed.offered(), "pinned", List.copyOf(changed.pinned()))));
    }
  }
}
