package io.hitless.job.night;

import io.hitless.device.Change;
import io.hitless.device.Credentials;
import io.hitless.device.Drivers;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.IssuDriver;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import io.hitless.device.Target;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.sim.Profile;
import io.hitless.device.sim.Scenario;
import io.hitless.device.sim.SimulatedSwitch;
import io.hitless.device.sim.Snapshot;
import io.hitless.image.Image;
import io.hitless.image.ImageId;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceId;
import io.hitless.job.AskAction;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.JobRunner;
import io.hitless.job.OrderGate;
import io.hitless.job.OrderRequest;
import io.hitless.job.Pace;
import io.hitless.job.PlaceOrder;
import io.hitless.job.Ports;
import io.hitless.job.Stage;
import io.hitless.job.step.Steps;
import io.hitless.page.TimeOrderedIds;
import io.hitless.readiness.Checks;
import io.hitless.readiness.Thresholds;
import io.hitless.readiness.UpgradeRules;
import io.hitless.testing.InMemoryDevices;
import io.hitless.testing.InMemoryEvents;
import io.hitless.testing.InMemoryImages;
import io.hitless.testing.InMemoryJobs;
import io.hitless.testing.InMemoryTranscripts;
import io.hitless.testing.InMemoryVault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// One night as it passes: a simulated switch that has its mishaps, and the job that upgrades it
/// with everything that runs in production but the database. Turns are taken when they are due, on
/// threads that hold nothing in between.
final class NightWatch implements AutoCloseable {
  /// How much faster than a real night.
  static final double SCALE = 0.02;

  private static final String PASSWORD = "pass-word-canary";
  private static final String ENABLE = "enable-canary";

  /// Not virtual: where many of those wait for one class to be initialised, they hold every carrier
  /// that the one that initialises it would need (JEP 491).
  private static final Executor THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("night-", 0).factory());

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final UpgradeRules RULES = UpgradeRules.shipped();

  private final InstantSource clock = InstantSource.system();
  private final InMemoryEvents events = new InMemoryEvents(clock);
  private final InMemoryJobs jobs = new InMemoryJobs(clock, events);
  private final InMemoryDevices devices = new InMemoryDevices(events, jobs::uses);
  private final InMemoryImages images = new InMemoryImages(id -> false);
  private final InMemoryVault vault = new InMemoryVault(clock, name -> false);
  private final InMemoryTranscripts transcripts = new InMemoryTranscripts();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random());
  private final double scale;
  private final Pace pace;
  private final CompletableFuture<Job> over = new CompletableFuture<>();
  private final Set<Integer> byHand = new HashSet<>();
  private final Night night;
  private final Drivers drivers;
  private final SimulatedSwitch device;
  private final Snapshot before;
  private final Deque<Night.Deed> coming;
  private final JobId id;
  private JobRunner runner;
  private int replica;

  /// Starts the switch and places the order; nothing happens yet.
  NightWatch(Night night, Drivers drivers) {
    this.night = night;
    this.drivers = drivers;
    this.scale = night.scale().orElse(SCALE);
    this.pace = new Pace(scale, new Random(7));
    this.coming = new ArrayDeque<>(night.then());
    this.device = started(night);
    this.before = device.snapshot();
    vault.add(
        "noc",
        Credential.Source.STORED,
        new Credentials(
            "issu",
            Optional.of(Secret.of(PASSWORD)),
            Optional.of(Secret.of(ENABLE)),
            Optional.empty()));
    devices.add(registered());
    Image image = image();
    images.add(image);
    this.id =
        new PlaceOrder(jobs, devices, images, ids, clock)
            .place(order(night.order(), device.hostname(), image))
            .id();
    this.runner = nextReplica();
  }

  private SimulatedSwitch started(Night night) {
    Scenario scenario =
        night.scenario().equals("peaceful") ? Scenario.PEACEFUL : Scenario.named(night.scenario());
    String profile = night.profile().or(scenario::profile).orElse("c9500-svl-16.9");
    return SimulatedSwitch.builder()
        .profile(Profile.named(profile))
        .hostname("n-" + Integer.toHexString(night.name().hashCode()))
        .scale(scale)
        .username("issu")
        .password(PASSWORD)
        .enableSecret(ENABLE)
        .hostKeyPerUnit(night.order().pinned() == Night.Pinned.PER_UNIT)
        .scenario(scenario)
        .start();
  }

  private Device registered() {
    return new Device(
        new DeviceId(ids.next()),
        device.hostname(),
        device.address(),
        device.port(),
        "noc",
        Optional.of("FRA"),
        Optional.of("core"),
        Set.of(),
        Optional.empty(),
        night.order().ssh(),
        HostKeyPolicy.PINNED,
        keys(),
        Optional.empty(),
        0,
        clock.instant(),
        clock.instant());
  }

  private Set<String> keys() {
    return switch (night.order().pinned()) {
      case ALL, PER_UNIT -> Set.copyOf(device.hostKeys());
      case FIRST -> Set.of(device.hostKeys().getFirst());
    };
  }

  private Image image() {
    var target = device.targetImage();
    return new Image(
        new ImageId(ids.next()),
        target.filename(),
        target.filename().startsWith("cat3k") ? "CAT3K" : "CAT9K",
        SoftwareVersion.of(target.version()),
        target.sizeBytes(),
        Optional.of(target.md5()),
        Optional.empty(),
        Image.Status.APPROVED,
        switch (night.order().source()) {
          case ON_DEVICE -> new Image.Source.OnDevice();
          case PULL -> new Image.Source.Pull("http://192.0.2.80/images/" + target.filename());
        },
        0,
        clock.instant(),
        clock.instant());
  }

  private static OrderRequest order(Night.Order order, String device, Image image) {
    return new OrderRequest(
        device,
        image.id().toString(),
        order.workflow(),
        order.commit(),
        Duration.ofMinutes(order.soak()),
        order.onFailure(),
        Optional.empty(),
        order.stageOnly().orElse(false),
        order.workflow() == io.hitless.job.JobOrder.Workflow.ONE_STEP,
        List.of(),
        "PSIRT",
        "night shift",
        "night shift");
  }

  private JobRunner nextReplica() {
    Thresholds standard = Thresholds.STANDARD;
    Thresholds thresholds =
        new Thresholds(
            standard.steadyFor(),
            standard.quietAfterSwitchover(),
            standard.roomBytes(),
            pace.allowed(standard.validFor()));
    return new JobRunner(
        new Ports(
            jobs,
            transcripts,
            events,
            devices,
            images,
            vault,
            new io.hitless.testing.InMemoryEvidence(jobs)),
        drivers,
        Steps.all(Checks.standard(RULES, List.of()), thresholds),
        new OrderGate(),
        pace,
        clock,
        "replica-" + ++replica);
  }

  /// The job once it is parked or nothing is due any more, and nobody does anything.
  CompletableFuture<Job> pass() {
    THREADS.execute(this::turn);
    return over;
  }

  private void turn() {
    try {
      Optional<Instant> due = runner.turn(id);
      if (!coming.isEmpty() && coming.peek().at() == job().stage()) {
        await(coming.remove());
      } else if (due.isEmpty() || job().stage() == Stage.NEEDS_OPERATOR) {
        over.complete(job());
      } else {
        after(Duration.between(clock.instant(), due.get()), this::turn);
      }
    } catch (RuntimeException | Error broken) {
      over.completeExceptionally(broken);
    }
  }

  private void await(Night.Deed deed) {
    try {
      if (deed.once().map(this::holds).orElse(true)) {
        done(deed);
        turn();
      } else {
        after(LOOK_EVERY, () -> await(deed));
      }
    } catch (RuntimeException | Error broken) {
      over.completeExceptionally(broken);
    }
  }

  private static void after(Duration pause, Runnable next) {
    CompletableFuture.delayedExecutor(
            Math.max(0, pause.toMillis() + 1), TimeUnit.MILLISECONDS, THREADS)
        .execute(next);
  }

  private boolean holds(Night.Truth truth) {
    Snapshot now = device.snapshot();
    boolean idle = now.terminal() && now.engine().equals("free");
    return switch (truth) {
      case BACK -> idle && now.issuState().equals("none") && onRelease(now, before);
      case IDLE -> idle;
      case ACTIVATED -> idle && now.issuState().equals("Activated");
    };
  }

  private static boolean onRelease(Snapshot now, Snapshot before) {
    String release = before.units().getFirst().version();
    return now.units().stream().allMatch(unit -> unit.version().equals(release));
  }

  private void done(Night.Deed deed) {
    if (deed.byHand().isPresent()) {
      int from = device.commands().size();
      send(deed.byHand().get());
      for (int i = from; i < device.commands().size(); i++) {
        byHand.add(i);
      }
    }
    if (deed.ask().isPresent()) {
      new AskAction(jobs, clock)
          .ask(
              id,
              deed.ask().get(),
              "because",
              "night shift",
              "night shift",
              deed.as(),
              deed.installState().orElse(false));
    } else if (deed.byHand().isEmpty()) {
      runner = nextReplica();
    }
  }

  private void send(Night.ByHand what) {
    Change change =
        switch (what) {
          case ABORT -> new Change.Abort();
          case REMOVE_INACTIVE -> new Change.RemoveInactive();
          case SAVE -> new Change.SaveConfiguration();
          case COMMIT -> new Change.Commit();
        };
    Device known = devices.find(job().order().device()).orElseThrow();
    try (IssuDriver session =
        drivers.open(
            new Target(
                known.name(),
                known.address(),
                known.port(),
                vault.open("noc").orElseThrow(),
                known.sshProfile(),
                known.hostKeyPolicy(),
                known.hostKeys()),
            SessionLog.NONE)) {
      session.send(change, pace.patience(Duration.ofMinutes(30), Duration.ofMinutes(15)));
    } catch (io.hitless.device.DeviceException.HungUp gone) {
      // an abort takes the session with it
    }
  }

  Job job() {
    return jobs.find(id).orElseThrow();
  }

  SimulatedSwitch device() {
    return device;
  }

  /// The switch before the job began.
  Snapshot before() {
    return before;
  }

  /// Positions in the switch's command log of what people sent.
  Set<Integer> byHand() {
    return byHand;
  }

  InMemoryEvents events() {
    return events;
  }

  JobId id() {
    return id;
  }

  /// Everything that was typed and printed.
  String transcript() {
    var text = new StringBuilder();
    transcripts.read(
        id,
        piece -> {
          switch (piece.kind()) {
            case TYPED -> text.append(piece.text()).append('\n');
            case PRINTED -> text.append(piece.text());
            case OPENED, NOTED, CLOSED -> {}
          }
        });
    return text.toString();
  }

  /// Secrets that must not be found anywhere.
  static List<String> secrets() {
    return List.of(PASSWORD, ENABLE);
  }

  @Override
  public void close() {
    device.close();
  }
}
