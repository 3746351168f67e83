package io.hitless.testing;

import io.hitless.device.Drivers;
import io.hitless.event.RecordedEvent;
import io.hitless.image.Image;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Device;
import io.hitless.job.Action;
import io.hitless.job.AskAction;
import io.hitless.job.Gate;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.JobOrder;
import io.hitless.job.JobRunner;
import io.hitless.job.Jobs;
import io.hitless.job.OrderGate;
import io.hitless.job.OrderRequest;
import io.hitless.job.Pace;
import io.hitless.job.PlaceOrder;
import io.hitless.job.Ports;
import io.hitless.job.Stage;
import io.hitless.job.step.Copying;
import io.hitless.job.step.Steps;
import io.hitless.page.TimeOrderedIds;
import io.hitless.readiness.Checks;
import io.hitless.readiness.Thresholds;
import io.hitless.readiness.Tolerances;
import io.hitless.readiness.UpgradeRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// One replica, one device, one image, and a clock that jumps from one due turn to the next.
public final class World {
  /// A job that isn't through after so many turns goes round in circles.
  private static final int MOST_TURNS = 3000;

  public final TickingClock clock = new TickingClock();
  public final InMemoryEvents events = new InMemoryEvents(clock);
  public final InMemoryJobs jobs = new InMemoryJobs(clock, events);
  public final InMemoryDevices devices = new InMemoryDevices(events, jobs::uses);
  public final InMemoryImages images = new InMemoryImages(id -> false);
  public final InMemoryVault vault = new InMemoryVault(clock, name -> false);
  public final InMemoryTranscripts transcripts = new InMemoryTranscripts();
  public final InMemoryEvidence evidence = new InMemoryEvidence(jobs);
  public final InMemoryWaivers waivers = new InMemoryWaivers(events);
  public Checks checks = Checks.standard(UpgradeRules.shipped(), List.of());
  public Tolerances tolerances = Tolerances.STANDARD;
  public Pace pace = new Pace(1, new Random(7));
  public Copying copying = Copying.unlimited();
  public final FakeSwitch device;
  public final Device registered = Some.device("core-1.fra");
  public final Image image;

  public World(String from, String to) {
    this(from, Some.image(to));
  }

  public World(String from, Image image) {
    this.image = image;
    this.device = FakeSwitch.running(from, clock);
    if (image.source() instanceof Image.Source.OnDevice) {
      device.holding(image);
    }
    vault.add("noc", Credential.Source.STORED, Some.login());
    devices.add(registered);
    images.add(image);
  }

  public Ports ports() {
    return new Ports(jobs, transcripts, events, devices, images, vault, evidence);
  }

  public JobRunner runner() {
    return runner(ports(), device, new OrderGate());
  }

  public JobRunner runner(Ports ports, Drivers drivers, Gate gate) {
    return runner(ports, drivers, gate, clock);
  }

  /// A replica with a clock of its own.
  public JobRunner runner(Ports ports, Drivers drivers, Gate gate, InstantSource clock) {
    return new JobRunner(
        ports,
        drivers,
        Steps.all(checks, Thresholds.STANDARD, tolerances, waivers, copying),
        gate,
        pace,
        clock,
        "replica-1");
  }

  public PlaceOrder placing() {
    return new PlaceOrder(jobs, devices, images, new TimeOrderedIds(clock, new Random(3)), clock);
  }

  /// An order as most people write it, with what a test wants different.
  public OrderRequest order(Consumer<Wish> change) {
    var wish = new Wish();
    change.accept(wish);
    return new OrderRequest(
        registered.name(),
        image.id().toString(),
        wish.workflow,
        wish.commit,
        wish.soak,
        wish.onFailure,
        wish.notBefore,
        wish.stageOnly,
        wish.acknowledgeNoRollback,
        List.of(),
        "PSIRT",
        wish.author,
        wish.author);
  }

  /// What may be different in an order.
  public static final class Wish {
    public JobOrder.Workflow workflow = JobOrder.Workflow.THREE_STEP;
    public JobOrder.CommitBy commit = JobOrder.CommitBy.AUTO;
    public Duration soak = Duration.ofMinutes(10);
    public JobOrder.OnFailure onFailure = JobOrder.OnFailure.ABORT;
    public Optional<Instant> notBefore = Optional.empty();
    public boolean stageOnly;
    public boolean acknowledgeNoRollback;
    public String author = "night shift";
  }

  public JobId placed() {
    return placed(wish -> {});
  }

  public JobId placed(Consumer<Wish> change) {
    return placing().place(order(change)).id();
  }

  public Job job(JobId id) {
    return jobs.find(id).orElseThrow();
  }

  /// Turns until nothing is due any more.
  public Job run(JobId id) {
    return runUntil(id, job -> false);
  }

  /// Turns until the job has come to `stage`, or nothing is due any more.
  public Job runUntil(JobId id, Stage stage) {
    return runUntil(id, job -> job.stage() == stage);
  }

  public Job runUntil(JobId id, java.util.function.Predicate<Job> reached) {
    return runUntil(runner(), id, reached);
  }

  public Job runUntil(JobRunner runner, JobId id, java.util.function.Predicate<Job> reached) {
    for (int turns = 0; turns < MOST_TURNS; turns++) {
      Optional<Instant> due = runner.turn(id);
      if (due.isEmpty() || reached.test(job(id))) {
        return job(id);
      }
      clock.until(due.get());
      device.live();
    }
    throw new AssertionError("still going round after " + MOST_TURNS + " turns: " + job(id));
  }

  public void ask(JobId id, Action action) {
    ask(id, action, Optional.empty(), false);
  }

  public void ask(JobId id, Action action, Optional<Stage> as, boolean installState) {
    new AskAction(jobs, clock)
        .ask(id, action, "because", "night shift", "night shift", as, installState);
  }

  public List<RecordedEvent> events(JobId id, String type) {
    return events.after(0, Optional.of(id.value()), 100_000).stream()
        .filter(event -> event.type().equals(type))
        .toList();
  }

  /// The ports with `jobs` seen through something.
  public Ports ports(UnaryOperator<Jobs> through) {
    return new Ports(through.apply(jobs), transcripts, events, devices, images, vault, evidence);
  }
}
