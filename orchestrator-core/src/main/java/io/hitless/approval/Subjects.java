package io.hitless.approval;

import io.hitless.device.Drivers;
import io.hitless.image.Image;
import io.hitless.image.Images;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Device;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;
import io.hitless.job.ActionRequest;
import io.hitless.job.CommandPlan;
import io.hitless.job.Grant;
import io.hitless.job.Job;
import io.hitless.job.JobOrder;
import io.hitless.job.Stage;
import io.hitless.readiness.Waiver;
import io.hitless.readiness.Waivers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Finds what is to be decided about a job, and sums it up: the order, the commands, the device
/// with its address, login and host keys, the image with its hashes, the waivers, the policy.
///
/// Versions of rows are in it, so that what was changed and changed back is not the same.
public final class Subjects {
  private final Devices devices;
  private final Images images;
  private final Vault vault;
  private final Waivers waivers;
  private final Approvals approvals;
  private final Lifted lifted;
  private final Independence independence;
  private final Drivers drivers;
  private final FourEyesPolicy policy;
  private final InstantSource clock;

  public Subjects(
      Devices devices,
      Images images,
      Vault vault,
      Waivers waivers,
      Approvals approvals,
      Lifted lifted,
      Independence independence,
      Drivers drivers,
      FourEyesPolicy policy,
      InstantSource clock) {
    this.devices = devices;
    this.images = images;
    this.vault = vault;
    this.waivers = waivers;
    this.approvals = approvals;
    this.lifted = lifted;
    this.independence = independence;
    this.drivers = drivers;
    this.policy = policy;
    this.clock = clock;
  }

  /// What a decision would be about now: a `clear install state` that waits, else the upgrade.
  public Subject waiting(Job job) {
    return clears(job) ? clear(job) : upgrade(job);
  }

  /// Whose wish that would be: all that a list of jobs needs.
  Asker asker(Job job) {
    return clears(job) ? asker(job, approvals.clearAsked(job.id())) : author(job);
  }

  private static boolean clears(Job job) {
    return job.stage() == Stage.CLEARING
        && job.memory().granted().contains(Grant.CLEAR_INSTALL_STATE);
  }

  private static Asker author(Job job) {
    return new Asker(job.order().authorPerson(), job.order().author(), job.createdAt());
  }

  private static Asker asker(Job job, Optional<ActionRequest> clear) {
    return clear.map(it -> new Asker(it.person(), it.by(), it.at())).orElse(author(job));
  }

  Subject upgrade(Job job) {
    Optional<Device> device = devices.find(job.order().device());
    List<String> why = why(job, device);
    return new Subject(
        why.isEmpty() ? "" : digest(job, device, why, Optional.empty()),
        why,
        author(job),
        Optional.empty());
  }

  /// A switch that is registered twice is under four eyes in both its rows.
  private List<String> why(Job job, Optional<Device> device) {
    List<String> why = policy.why(job.order(), device);
    if (!why.isEmpty() || !policy.labels() || device.isEmpty()) {
      return why;
    }
    List<String> twins =
        devices.sameSwitch(device.get(), policy.roles(), policy.sites()).stream()
            .map(other -> "it is the same switch as " + other.name() + ", which needs it")
            .toList();
    return twins.isEmpty()
        ? lifted
            .by(device.get())
            .filter(by -> independence.oneHand(by, job.order().authorPerson(), job.createdAt()))
            .map(by -> List.of(by + " took the device out of four eyes and can't be alone now"))
            .orElse(List.of())
        : twins;
  }

  Subject clear(Job job) {
    Optional<ActionRequest> asked = approvals.clearAsked(job.id());
    List<String> why = List.of("clear install state reloads every unit");
    return new Subject(
        digest(job, devices.find(job.order().device()), why, asked),
        why,
        asker(job, asked),
        Optional.of(asked.map(ActionRequest::id).orElse(0L)));
  }

  private String digest(
      Job job, Optional<Device> device, List<String> why, Optional<ActionRequest> clear) {
    List<Object> parts = new ArrayList<>();
    JobOrder order = job.order();
    parts.addAll(
        List.of("job", job.id(), order, "policy", policy.roles().stream().sorted().toList()));
    parts.addAll(List.of(policy.sites().stream().sorted().toList(), policy.everywhere(), why));
    device.ifPresent(it -> {
      parts.addAll(List.of("device", it.id(), it.version(), it.name(), it.address(), it.port()));
      parts.addAll(List.of(it.site(), it.role(), it.tags().stream().sorted().toList()));
      parts.addAll(List.of(it.credential(), it.sshProfile(), it.hostKeyPolicy()));
      parts.add(it.hostKeys().stream().sorted().toList());
      vault.find(it.credential()).ifPresent(login -> add(parts, login));
    });
    images.find(order.image()).ifPresent(image -> add(parts, order, image));
    parts.add("waivers");
    waivers.of(order.device(), clock.instant()).stream()
        .map(Waiver::id)
        .map(String::valueOf)
        .sorted()
        .forEach(parts::add);
    parts.add("clear");
    clear.ifPresent(it -> parts.addAll(List.of(it.id(), it.person(), it.reason())));
    return sha256(parts);
  }

  private static void add(List<Object> parts, Credential login) {
    parts.addAll(List.of("login", login.username(), login.source()));
  }

  private void add(List<Object> parts, JobOrder order, Image image) {
    parts.addAll(List.of("image", image.id(), image.rowVersion(), image.filename()));
    parts.addAll(List.of(image.sizeBytes(), image.md5(), image.sha512(), image.status()));
    parts.addAll(List.of(image.platform(), image.version(), image.source(), "plan"));
    parts.addAll(CommandPlan.of(order, image, Optional.empty(), drivers).commands());
  }

  /// Each part with its length, so that no two lists read the same.
  private static String sha256(List<Object> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object part : parts) {
        byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
