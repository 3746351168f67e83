package io.hitless.job;

import io.hitless.device.facts.Platform;
import io.hitless.event.Event;
import io.hitless.image.Image;
import io.hitless.image.ImageId;
import io.hitless.image.Images;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.hitless.job.JobOrder.CommitBy;
import io.hitless.job.JobOrder.Workflow;
import io.hitless.job.OrderRefused.Kind;
import io.hitless.page.PageRequest;
import io.hitless.page.TimeOrderedIds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Takes an order for an upgrade: checks it, and stores the job with its first turn.
public final class PlaceOrder {
  /// The device rolls back 120 min after activation begins (its default). Of these, 45 min belong
  /// to redundancy coming back, 15 min to the commit and 10 min are margin: the rest may be soaked.
  public static final Duration LONGEST_SOAK =
      AutoAbortBudget.DEVICE_DEFAULT
          .minus(AutoAbortBudget.UNTIL_TERMINAL)
          .minus(AutoAbortBudget.COMMIT)
          .minus(AutoAbortBudget.MARGIN);

  private static final int LONGEST_REASON = 500;
  private static final int MOST_REFS = 20;

  private final Jobs jobs;
  private final Devices devices;
  private final Images images;
  private final TimeOrderedIds ids;
  private final InstantSource clock;

  public PlaceOrder(
      Jobs jobs, Devices devices, Images images, TimeOrderedIds ids, InstantSource clock) {
    this.jobs = jobs;
    this.devices = devices;
    this.images = images;
    this.ids = ids;
    this.clock = clock;
  }

  /// The job that [#place] would store; stores nothing.
  ///
  /// @throws OrderRefused when the order cannot be taken
  /// @throws Jobs.DeviceBusy when the device has an open job
  public Job prepare(OrderRequest request) {
    Device device = device(request.device());
    Image image = image(request.image());
    check(request);
    fits(image, device);
    openJobOf(device.id())
        .ifPresent(open -> {
          throw new Jobs.DeviceBusy(open);
        });
    var order =
        new JobOrder(
            device.id(),
            device.name(),
            device.site(),
            image.id(),
            image.filename(),
            image.version(),
            request.workflow(),
            request.commit(),
            request.soak(),
            request.onFailure(),
            request.notBefore(),
            request.stageOnly(),
            request.acknowledgeNoRollback(),
            request.externalRefs(),
            request.reason().strip(),
            request.author(),
            request.authorPerson());
    return Job.queued(new JobId(ids.next()), order, clock.instant());
  }

  /// Stores the job; its first turn is due at once.
  ///
  /// @throws OrderRefused when the order cannot be taken
  /// @throws Jobs.DeviceBusy when the device has an open job
  public Job place(OrderRequest request) {
    Job job = prepare(request);
    jobs.create(
        job,
        List.of(
            new Event.StateChanged(
                job.id().value(),
                job.order().device(),
                Optional.empty(),
                job.stage().name(),
                job.order().reason(),
                job.order().author())));
    return job;
  }

  private Device device(String idOrName) {
    return uuid(idOrName)
        .flatMap(id -> devices.find(new DeviceId(id)))
        .or(() -> devices.findByName(idOrName))
        .orElseThrow(() ->
            new OrderRefused(
                Kind.UNKNOWN_REFERENCE,
                "unknown-device",
                "/device",
                "no device has this id or name"));
  }

  private Image image(String id) {
    Image image =
        uuid(id)
            .flatMap(known -> images.find(new ImageId(known)))
            .orElseThrow(() ->
                new OrderRefused(
                    Kind.UNKNOWN_REFERENCE, "unknown-image", "/image", "no image has this id"));
    if (image.status() == Image.Status.RECALLED) {
      throw new OrderRefused(
          Kind.CONFLICT, "image-recalled", "/image", image.filename() + " has been recalled");
    }
    return image;
  }

  private static void check(OrderRequest request) {
    if (request.reason().isBlank()) {
      throw invalid("reason-missing", "/reason", "say why this upgrade is made");
    }
    if (request.reason().length() > LONGEST_REASON) {
      throw invalid(
          "reason-too-long", "/reason", "at most " + LONGEST_REASON + " characters, please");
    }
    if (request.soak().isNegative()) {
      throw invalid("soak-negative", "/soak", "the soak cannot be negative");
    }
    if (request.soak().compareTo(LONGEST_SOAK) > 0) {
      throw invalid(
          "soak-too-long",
          "/soak",
          "the device rolls back by itself "
              + AutoAbortBudget.DEVICE_DEFAULT
              + " after activation; at most "
              + LONGEST_SOAK
              + " of that can be soaked");
    }
    if (request.externalRefs().size() > MOST_REFS) {
      throw invalid("too-many-refs", "/externalRefs", "at most " + MOST_REFS + " references");
    }
    if (request.workflow() == Workflow.ONE_STEP) {
      checkOneStep(request);
    }
  }

  private static void checkOneStep(OrderRequest request) {
    if (!request.acknowledgeNoRollback()) {
      throw invalid(
          "no-rollback-not-acknowledged",
          "/acknowledgeNoRollback",
          "an upgrade in one step commits by itself and cannot be rolled back: acknowledge that");
    }
    if (request.stageOnly()) {
      throw invalid(
          "stage-only-needs-three-steps", "/stageOnly", "one step has no point to stop at");
    }
    if (request.commit() == CommitBy.MANUAL) {
      throw invalid("manual-commit-needs-three-steps", "/commit", "one step commits by itself");
    }
  }

  /// What is known of the device must not contradict the image; what isn't known is found out by
  /// the prechecks.
  private static void fits(Image image, Device device) {
    Optional<Platform> platform = device.facts().map(DeviceFacts::platform);
    if (platform.isPresent() && !ImageFamily.of(platform.get()).fits(image.platform())) {
      throw new OrderRefused(
          Kind.CONFLICT,
          "image-for-other-platform",
          "/image",
          image.filename() + " is for " + image.platform() + ", the device is a " + platform.get());
    }
  }

  private Optional<JobId> openJobOf(DeviceId device) {
    var open =
        new JobFilter(
            EnumSet.allOf(Stage.class).stream()
                .filter(Predicate.not(Stage::terminal))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Stage.class))),
            Optional.of(device),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return jobs.list(open, PageRequest.first(1)).items().stream().map(Job::id).findFirst();
  }

  private static OrderRefused invalid(String code, String pointer, String message) {
    return new OrderRefused(Kind.INVALID, code, pointer, message);
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /// Which image platforms a family of switches takes.
  private record ImageFamily(Set<String> names) {
    static ImageFamily of(Platform platform) {
      return new ImageFamily(
          switch (platform) {
            case C3850 -> Set.of("CAT3K");
            case C9200 -> Set.of("CAT9K_LITE", "CAT9K");
            case C9300, C9400, C9500, C9600 -> Set.of("CAT9K");
            case OTHER -> Set.of();
          });
    }

    boolean fits(String imagePlatform) {
      return names.contains(imagePlatform);
    }
  }
}
