package io.hitless.testing;

import io.hitless.device.Credentials;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.Secret;
import io.hitless.device.SshProfile;
import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.Platform;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.Topology;
import io.hitless.image.Image;
import io.hitless.image.ImageId;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceId;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.JobOrder;
import io.hitless.page.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Plain examples of what the ports store, valid in every way.
public final class Some {
  public static final Instant NOW = TickingClock.START;
  public static final String KEY = "SHA256:fLkEEV2NaTt5pO2Pb3rvWqzZ5VUu0aWfFMmkNk6dY0U";

  private static final TimeOrderedIds IDS = new TimeOrderedIds(() -> NOW, new Random());

  private Some() {}

  public static DeviceId deviceId() {
    return new DeviceId(IDS.next());
  }

  public static Credentials login() {
    return new Credentials(
        "issu",
        Optional.of(Secret.of("correct horse")),
        Optional.of(Secret.of("battery staple")),
        Optional.empty());
  }

  /// Logs in with the credential `noc`.
  public static Device device(String name) {
    return device(name, Set.of(KEY), HostKeyPolicy.PINNED);
  }

  public static Device device(String name, Set<String> keys, HostKeyPolicy policy) {
    return new Device(
        deviceId(),
        name,
        "192.0.2.10",
        22,
        "noc",
        Optional.of("FRA"),
        Optional.of("core"),
        Set.of("dc1"),
        Optional.of("fra-core"),
        SshProfile.MODERN,
        policy,
        keys,
        Optional.empty(),
        0,
        NOW,
        NOW);
  }

  public static DeviceFacts facts(String version) {
    return new DeviceFacts(
        Platform.C9500,
        Optional.of("C9500-40X"),
        Topology.STACKWISE_VIRTUAL,
        "C9500",
        Optional.of("flash:"),
        List.of("FCW2233A5ZV", "FCW2233A5ZY"),
        List.of(
            new DeviceFacts.Unit("1", "ACTIVE", version, BootMode.INSTALL),
            new DeviceFacts.Unit("2", "STANDBY", version, BootMode.INSTALL)),
        NOW);
  }

  /// On the device already; its hash is known.
  public static Image image(String version) {
    return image("cat9k_iosxe." + version + ".SPA.bin", version, new Image.Source.OnDevice());
  }

  public static Image image(String filename, String version, Image.Source source) {
    return new Image(
        new ImageId(IDS.next()),
        filename,
        "CAT9K",
        SoftwareVersion.of(version),
        812_345_678L,
        Optional.of("9c0a8a1d3a8f7b1c5a0f6f3f6c6b7d10"),
        Optional.empty(),
        Image.Status.APPROVED,
        source,
        0,
        NOW,
        NOW);
  }

  public static JobOrder order(Device device, Image image) {
    return new JobOrder(
        device.id(),
        device.name(),
        device.site(),
        image.id(),
        image.filename(),
        image.version(),
        JobOrder.Workflow.THREE_STEP,
        JobOrder.CommitBy.AUTO,
        Duration.ofMinutes(10),
        JobOrder.OnFailure.ABORT,
        Optional.empty(),
        false,
        false,
        List.of(new JobOrder.ExternalRef("servicenow", "CHG0030001")),
        "PSIRT",
        "night shift",
        "night shift");
  }

  public static Job job(Device device, Image image) {
    return Job.queued(new JobId(IDS.next()), order(device, image), NOW);
  }
}
