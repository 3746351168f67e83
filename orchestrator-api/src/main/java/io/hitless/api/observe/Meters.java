package io.hitless.api.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/// Every meter of ours by name, with its labels: the one file that says so, and the only one that
/// makes them. A label is a word of a list that the code knows; never a device, a host, an id, a
/// user, a file or a text, which stay in PostgreSQL.
///
/// Durations of jobs and steps are in the switch's own time: the same as ours, unless a simulated
/// switch runs faster (`HITLESS_TIMESCALE`).
public final class Meters {
  public static final String JOBS = "issu.jobs";
  public static final String JOB_COMPLETIONS = "issu.job.completions";
  public static final String JOB_DURATION = "issu.job.duration";
  public static final String STEP_DURATION = "issu.step.duration";
  public static final String SSO_RECOVERY_DURATION = "issu.sso.recovery.duration";
  public static final String SSO_OVERDUE = "issu.sso.overdue";
  public static final String CHECK_RESULTS = "issu.check.results";
  public static final String AUTO_ABORT_REMAINING = "issu.autoabort.remaining.min";
  public static final String SSH_CONNECT = "issu.ssh.connect";
  public static final String SSH_COMMAND_DURATION = "issu.ssh.command.duration";
  public static final String SSH_SESSIONS = "issu.ssh.sessions";
  public static final String PARSER_UNRECOGNISED = "issu.parser.unrecognised";
  public static final String TURN_DELAY = "issu.turn.delay";
  public static final String TURNS_RESTORED = "issu.turns.restored";
  public static final String LEASE_EVENTS = "issu.lease.events";
  public static final String RECONCILE = "issu.reconcile";
  public static final String FOUR_EYES = "issu.four.eyes";
  public static final String DUPLICATE_WRITE_PREVENTED = "issu.duplicate.write.prevented";
  public static final String AUDIT_CHAIN_BROKEN = "issu.audit.chain.broken";
  public static final String AUDIT_VERIFIED_AGE = "issu.audit.verified.age";
  public static final String AUDIT_UNSEALED_AGE = "issu.audit.unsealed.age";

  /// From half a minute to the two hours after which a switch rolls back by itself.
  private static final Duration[] UPGRADE_BUCKETS = {
    Duration.ofSeconds(30),
    Duration.ofMinutes(2),
    Duration.ofMinutes(5),
    Duration.ofMinutes(10),
    Duration.ofMinutes(20),
    Duration.ofMinutes(30),
    Duration.ofHours(1),
    Duration.ofHours(2)
  };

  /// From a quick question to an image that is hashed.
  private static final Duration[] WIRE_BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30)
  };

  /// From a scheduler that looks every 50 ms to the failover of one that died.
  private static final Duration[] DELAY_BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofSeconds(60)
  };

  private final MeterRegistry registry;

  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  void jobs(String state, String platform, Supplier<Number> now) {
    Gauge.builder(JOBS, now)
        .tag("state", state)
        .tag("platform", platform)
        .description("Open jobs of the whole cluster; every replica tells the same")
        .register(registry);
  }

  void autoAbortRemaining(Supplier<Number> now) {
    Gauge.builder(AUTO_ABORT_REMAINING, now)
        .baseUnit("seconds")
        .description("Until the first device rolls back an uncommitted upgrade; NaN without one")
        .register(registry);
  }

  void ssoOverdue(Supplier<Number> now) {
    Gauge.builder(SSO_OVERDUE, now)
        .description("Open jobs whose device was not whole or not readable by its SSO deadline")
        .register(registry);
  }

  void auditChainBroken(Supplier<Number> now) {
    Gauge.builder(AUDIT_CHAIN_BROKEN, now)
        .description("1 when the last verification found the log tampered with, else 0")
        .register(registry);
  }

  void auditVerifiedAge(Supplier<Number> now) {
    Gauge.builder(AUDIT_VERIFIED_AGE, now)
        .baseUnit("seconds")
        .description("Since the log was last verified; NaN before the first time")
        .register(registry);
  }

  void auditUnsealedAge(Supplier<Number> now) {
    Gauge.builder(AUDIT_UNSEALED_AGE, now)
        .baseUnit("seconds")
        .description("Age of the oldest row of the log that is not sealed; 0 when all are")
        .register(registry);
  }

  void sshSessions(String kind, Supplier<Number> now) {
    Gauge.builder(SSH_SESSIONS, now)
        .tag("kind", kind)
        .description("Open SSH sessions of this replica")
        .register(registry);
  }

  Counter completions(String outcome, String workflow, String platform) {
    return Counter.builder(JOB_COMPLETIONS)
        .tag("outcome", outcome)
        .tag("workflow", workflow)
        .tag("platform", platform)
        .description("Jobs that ended or were parked for an operator")
        .register(registry);
  }

  Timer jobDuration(String outcome, String platform) {
    return Timer.builder(JOB_DURATION)
        .tag("outcome", outcome)
        .tag("platform", platform)
        .serviceLevelObjectives(UPGRADE_BUCKETS)
        .description("From the first precheck to the end")
        .register(registry);
  }

  Timer stepDuration(String step, String outcome, String platform) {
    return Timer.builder(STEP_DURATION)
        .tag("step", step)
        .tag("outcome", outcome)
        .tag("platform", platform)
        .serviceLevelObjectives(UPGRADE_BUCKETS)
        .description("From entering a state of a job that works on the switch to leaving it")
        .register(registry);
  }

  Timer ssoRecovery(String platform) {
    return Timer.builder(SSO_RECOVERY_DURATION)
        .tag("platform", platform)
        .serviceLevelObjectives(UPGRADE_BUCKETS)
        .description("From the activation to full redundancy on the target")
        .register(registry);
  }

  Counter checkResults(String check, String result) {
    return Counter.builder(CHECK_RESULTS)
        .tag("check", check)
        .tag("result", result)
        .description("Answers of readiness checks, in runs and in jobs")
        .register(registry);
  }

  Timer sshConnect(String result) {
    return Timer.builder(SSH_CONNECT)
        .tag("result", result)
        .serviceLevelObjectives(WIRE_BUCKETS)
        .description("From the TCP connection to the privileged prompt")
        .register(registry);
  }

  Timer sshCommand(String command) {
    return Timer.builder(SSH_COMMAND_DURATION)
        .tag("command", command)
        .serviceLevelObjectives(WIRE_BUCKETS)
        .description("From a question or change to its answer, by class of command")
        .register(registry);
  }

  Counter unrecognised(String command) {
    return Counter.builder(PARSER_UNRECOGNISED)
        .tag("command", command)
        .description("Answers that no parser of ours knows")
        .register(registry);
  }

  /// Turns of jobs are what nobody may be late with.
  public Timer turnDelay() {
    return Timer.builder(TURN_DELAY)
        .serviceLevelObjectives(DELAY_BUCKETS)
        .description("From the instant at which a turn of a job was due to its start")
        .register(registry);
  }

  public Counter turnsRestored() {
    return Counter.builder(TURNS_RESTORED)
        .description("Jobs and runs that nothing would have taken up, found by the watchdog")
        .register(registry);
  }

  Counter leaseEvents(String event) {
    return Counter.builder(LEASE_EVENTS)
        .tag("event", event)
        .description("What became of leases on jobs")
        .register(registry);
  }

  Counter reconcile(String verdict) {
    return Counter.builder(RECONCILE)
        .tag("verdict", verdict)
        .description("Verdicts after a doubt: a crash, a lost session, a takeover")
        .register(registry);
  }

  Counter fourEyes(String event) {
    return Counter.builder(FOUR_EYES)
        .tag("event", event)
        .description("What second persons decided, and where there was none")
        .register(registry);
  }

  Counter duplicateWritePrevented(String reason) {
    return Counter.builder(DUPLICATE_WRITE_PREVENTED)
        .tag("reason", reason)
        .description("Changing commands that were not sent a second time")
        .register(registry);
  }
}
