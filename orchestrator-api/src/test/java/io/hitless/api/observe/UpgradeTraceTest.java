package io.hitless.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.JobRunner;
import io.hitless.job.OrderGate;
import io.hitless.job.Stage;
import io.hitless.testing.World;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a tracing system gets to see of an upgrade.
class UpgradeTraceTest {
  private final List<SpanData> sent = new ArrayList<>();

  /// Keeps what would go over the wire.
  private final class Kept implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      sent.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private Tracer tracer() {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setIdGenerator(new SpanIds())
            .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
            .build();
    return new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), _ -> {});
  }

  private JobRunner replica(World world) {
    var meters = new Meters(new SimpleMeterRegistry());
    var told = new JobMeters(meters, new Platforms(world.devices), world.pace);
    var trace = new UpgradeTrace(tracer(), true);
    return world.runner(
        world.ports(jobs -> new ObservedJobs(jobs, meters, told, trace)),
        world.device,
        new OrderGate());
  }

  @Test
  void an_upgrade_in_turns_of_two_replicas_is_one_trace_with_one_span_a_step() {
    World world = new World("16.9.2", "16.12.4");
    JobId id = world.placed();
    JobRunner[] replicas = {replica(world), replica(world)};

    Optional<Instant> due = replicas[0].turn(id);
    for (int turn = 1; due.isPresent() && turn < 3000; turn++) {
      world.clock.until(due.get());
      world.device.live();
      due = replicas[turn % 2].turn(id);
    }

    Job ended = world.job(id);
    assertThat(ended.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(sent).allMatch(span -> span.getTraceId().equals(UpgradeTrace.id(id)));
    assertThat(sent).extracting(SpanData::getSpanId).doesNotHaveDuplicates();
    SpanData whole = sent.getLast();
    assertThat(whole.getName()).isEqualTo("upgrade");
    assertThat(whole.getParentSpanContext().isValid()).isFalse();
    List<SpanData> steps = sent.subList(0, sent.size() - 1);
    assertThat(steps)
        .extracting(SpanData::getName)
        .containsExactlyElementsOf(
            ended.timeline().subList(0, ended.timeline().size() - 1).stream()
                .map(entered -> JobMeters.word(entered.stage()).replace('_', '-'))
                .toList());
    assertThat(steps).allMatch(step -> step.getParentSpanId().equals(whole.getSpanId()));
    assertThat(steps.get(1).getStartEpochNanos())
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(ended.timeline().get(1).at().toEpochMilli()));
    assertThat(whole.getEndEpochNanos()).isGreaterThan(whole.getStartEpochNanos());
  }
}
