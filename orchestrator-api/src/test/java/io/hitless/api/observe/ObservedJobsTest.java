package io.hitless.api.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.JobOrder;
import io.hitless.job.JobRunner;
import io.hitless.job.Jobs;
import io.hitless.job.OrderGate;
import io.hitless.job.Stage;
import io.hitless.testing.World;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// What is counted of jobs while they are worked on.
class ObservedJobsTest {
  private static final Duration LEASE = Duration.ofSeconds(20);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private Jobs observed(World world, Jobs jobs) {
    var made = new Meters(meters);
    var told = new JobMeters(made, new Platforms(world.devices), world.pace);
    return new ObservedJobs(jobs, made, told, new UpgradeTrace(Tracer.NOOP, false));
  }

  private JobRunner watched(World world) {
    var drivers = new MeteredDrivers(world.device, new Meters(meters), "job");
    return world.runner(world.ports(jobs -> observed(world, jobs)), drivers, new OrderGate());
  }

  private double leases(String event) {
    return meters.get(Meters.LEASE_EVENTS).tag("event", event).counter().count();
  }

  private double completions(String outcome) {
    return meters.get(Meters.JOB_COMPLETIONS).tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void a_replica_that_stood_still_shows_as_taken_over_and_what_it_wrote_late_as_fenced() {
    World world = new World("16.9.2", "16.12.4");
    JobId id = world.placed();
    Jobs jobs = observed(world, world.jobs);
    Job paused = jobs.claim(id, "replica-1", LEASE).orElseThrow().job();
    assertThat(jobs.renew(id, paused.epoch(), LEASE)).isTrue();

    world.clock.until(world.clock.instant().plus(LEASE).plusSeconds(1));
    jobs.claim(id, "replica-2", LEASE);

    assertThat(jobs.renew(id, paused.epoch(), LEASE)).isFalse();
    assertThatThrownBy(() -> jobs.save(paused, List.of())).isInstanceOf(Jobs.Fenced.class);
    assertThatThrownBy(() -> jobs.intend(paused, Intent.Kind.COMMIT, "install commit", List.of()))
        .isInstanceOf(Jobs.Fenced.class);
    assertThat(leases("acquired")).isEqualTo(1);
    assertThat(leases("renewed")).isEqualTo(1);
    assertThat(leases("taken_over")).isEqualTo(1);
    assertThat(leases("lost")).isEqualTo(1);
    assertThat(leases("fenced")).isEqualTo(2);
    assertThat(
            meters
                .get(Meters.DUPLICATE_WRITE_PREVENTED)
                .tag("reason", "lease_lost")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void an_upgrade_that_succeeds_is_counted_once_with_each_step_and_its_redundancy() {
    World world = new World("16.9.2", "16.12.4");
    JobId id = world.placed();

    Job ended = world.runUntil(watched(world), id, job -> false);

    assertThat(ended.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(completions("succeeded")).isEqualTo(1);
    assertThat(completions("failed") + completions("needs_operator")).isZero();
    for (Job.Entered entered : ended.timeline().subList(1, ended.timeline().size() - 1)) {
      if (entered.stage() == Stage.STAGED) {
        continue; // waits for people
      }
      assertThat(
              meters
                  .get(Meters.STEP_DURATION)
                  .tag("step", JobMeters.word(entered.stage()))
                  .tag("outcome", "passed")
                  .timer()
                  .count())
          .as(entered.stage().name())
          .isEqualTo(1);
    }
    assertThat(meters.get(Meters.SSO_RECOVERY_DURATION).timer().totalTime(TimeUnit.MINUTES))
        .isGreaterThan(5);
    assertThat(
            meters
                .get(Meters.CHECK_RESULTS)
                .tag("check", "sso-mode")
                .tag("result", "pass")
                .counter()
                .count())
        .isPositive();
    assertThat(meters.get(Meters.SSH_CONNECT).tag("result", "connected").timer().count())
        .isPositive();
    assertThat(meters.get(Meters.SSH_SESSIONS).tag("kind", "job").gauge().value()).isZero();
    assertThat(meters.get(Meters.SSH_COMMAND_DURATION).tag("command", "commit").timer().count())
        .isEqualTo(1);
    assertThat(meters.get(Meters.RECONCILE).counters().stream().mapToDouble(c -> c.count()).sum())
        .isPositive();
  }

  @Test
  void a_standby_that_never_comes_back_is_counted_as_needing_an_operator() {
    World world = new World("16.9.2", "16.12.4");
    world.device.standbyStuckAfterSwitchover();
    JobId id = world.placed(wish -> wish.onFailure = JobOrder.OnFailure.HOLD);

    world.runUntil(watched(world), id, job -> job.stage() == Stage.NEEDS_OPERATOR);

    assertThat(completions("needs_operator")).isEqualTo(1);
    assertThat(
            meters
                .get(Meters.STEP_DURATION)
                .tag("step", "waiting_for_sso")
                .tag("outcome", "needs_operator")
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  void a_thread_says_of_which_job_it_logs_only_while_it_holds_it() {
    World world = new World("16.9.2", "16.12.4");
    JobId id = world.placed();
    Jobs jobs = observed(world, world.jobs);

    Job held = jobs.claim(id, "replica-1", LEASE).orElseThrow().job();
    assertThat(MDC.get("job")).isEqualTo(id.toString());
    assertThat(MDC.get("device")).isEqualTo(world.registered.name());
    assertThat(MDC.get("step")).isEqualTo("queued");

    jobs.release(id, held.epoch());
    assertThat(MDC.get("job")).isNull();
    assertThat(MDC.get("device")).isNull();
    assertThat(MDC.get("step")).isNull();
  }

  @Test
  void each_change_of_state_is_a_line_that_says_of_which_job_device_and_step() {
    World world = new World("16.9.2", "16.12.4");
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    Logger log = (Logger) LoggerFactory.getLogger(ObservedJobs.class);
    log.addAppender(lines);
    try {
      JobId id = world.placed();
      world.runUntil(watched(world), id, job -> job.stage() == Stage.SUCCEEDED);

      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .anyMatch(
              line -> line.startsWith(world.registered.name() + ": WAITING_FOR_SSO -> SOAKING: "));
      assertThat(lines.list)
          .isNotEmpty()
          .allMatch(line -> line.getMDCPropertyMap().get("job").equals(id.toString()))
          .allMatch(
              line -> line.getMDCPropertyMap().keySet().containsAll(Set.of("device", "step")));
    } finally {
      log.detachAppender(lines);
    }
  }

  /// A port's default method that a decorator leaves out would pass by what is decorated.
  @ParameterizedTest
  @ValueSource(
      classes = {
        MeteredSession.class,
        MeteredDrivers.class,
        MeteredReadiness.class,
        ObservedJobs.class
      })
  void nothing_that_is_asked_passes_by(Class<?> decorator) {
    for (Class<?> port : decorator.getInterfaces()) {
      for (Method method : port.getMethods()) {
        if (!Modifier.isStatic(method.getModifiers())) {
          assertThatCode(
                  () -> decorator.getDeclaredMethod(method.getName(), method.getParameterTypes()))
              .as(method.toString())
              .doesNotThrowAnyException();
        }
      }
    }
  }
}
