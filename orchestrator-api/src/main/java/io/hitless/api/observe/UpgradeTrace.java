package io.hitless.api.observe;

import io.hitless.event.Event;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Outcome;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/// One trace an upgrade, one span a step, whichever replicas had their hands in it.
///
/// The trace is named by the job itself (a UUID is as long as a trace id) and each step's span by
/// its place in the job's timeline, so that nothing has to be handed from one turn or replica to
/// the next, and nothing is lost with one. A span is sent when its step is over, with the times of
/// the timeline. While a turn goes on, its log lines and exemplars carry the step's ids.
public final class UpgradeTrace {
  private static final String JOB = "job";
  private static final String DEVICE = "device";
  private static final String STEP = "step";
  private static final int WHOLE = -1;
  private static final ThreadLocal<CurrentTraceContext.Scope> SCOPE = new ThreadLocal<>();

  private final Tracer tracer;
  private final boolean sent;

  /// @param sent whether spans go anywhere
  public UpgradeTrace(Tracer tracer, boolean sent) {
    this.tracer = tracer;
    this.sent = sent;
  }

  /// The id of the trace of a job.
  public static String id(JobId job) {
    return job.value().toString().replace("-", "");
  }

  /// This thread works on the job from now on.
  void enter(Job job) {
    leave();
    MDC.put(JOB, job.id().toString());
    MDC.put(DEVICE, job.order().deviceName());
    MDC.put(STEP, JobMeters.word(job.stage()));
    SCOPE.set(tracer.currentTraceContext().newScope(context(job, job.timeline().size() - 1)));
  }

  void leave() {
    CurrentTraceContext.Scope held = SCOPE.get();
    if (held != null) {
      held.close();
      SCOPE.remove();
    }
    MDC.remove(JOB);
    MDC.remove(DEVICE);
    MDC.remove(STEP);
  }

  /// Sends the span of a step that is over, and that of the whole upgrade with the last one.
  void written(Job job, List<Event> events) {
    boolean moved = events.stream().anyMatch(Event.StateChanged.class::isInstance);
    if (!moved || job.timeline().size() < 2) {
      return;
    }
    int last = job.timeline().size() - 1;
    if (sent) {
      step(job, last - 1);
      if (job.stage().terminal()) {
        upgrade(job);
      }
    }
    if (SCOPE.get() != null) {
      enter(job);
    }
  }

  private void step(Job job, int place) {
    Job.Entered entered = job.timeline().get(place);
    Instant left = job.timeline().get(place + 1).at();
    TraceContext parent = context(job, WHOLE);
    SpanIds.named(
        SpanIds.Given.of(job.id(), place),
        () ->
            tracer
                .spanBuilder()
                .setParent(parent)
                .name(JobMeters.word(entered.stage()).replace('_', '-'))
                .tag("hitless.device", job.order().deviceName())
                .tag("hitless.next", JobMeters.word(job.timeline().get(place + 1).stage()))
                .startTimestamp(micros(entered.at()), TimeUnit.MICROSECONDS)
                .start()
                .end(micros(left), TimeUnit.MICROSECONDS));
  }

  private void upgrade(Job job) {
    SpanIds.named(
        SpanIds.Given.of(job.id(), WHOLE),
        () ->
            tracer
                .spanBuilder()
                .setNoParent()
                .name("upgrade")
                .tag("hitless.job", job.id().toString())
                .tag("hitless.device", job.order().deviceName())
                .tag("hitless.image", job.order().filename())
                .tag("hitless.outcome", outcome(job))
                .startTimestamp(micros(job.createdAt()), TimeUnit.MICROSECONDS)
                .start()
                .end(micros(job.timeline().getLast().at()), TimeUnit.MICROSECONDS));
  }

  private static String outcome(Job job) {
    Optional<String> code = job.outcome().map(Outcome::code);
    return JobMeters.word(job.stage()) + code.map(word -> " (" + word + ")").orElse("");
  }

  private TraceContext context(Job job, int place) {
    SpanIds.Given ids = SpanIds.Given.of(job.id(), place);
    return tracer
        .traceContextBuilder()
        .traceId(ids.trace())
        .spanId(ids.span())
        .sampled(sent)
        .build();
  }

  private static long micros(Instant at) {
    return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1000;
  }
}
