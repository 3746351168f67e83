package io.hitless.api.wiring;

import io.hitless.api.body.FormReader;
import io.hitless.api.body.StrictJson;
import io.hitless.api.observe.MeteredDrivers;
import io.hitless.api.observe.Meters;
import io.hitless.db.Repositories;
import io.hitless.db.TurnScheduler;
import io.hitless.device.Drivers;
import io.hitless.event.Events;
import io.hitless.image.ImageStore;
import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;
import io.hitless.job.Evidence;
import io.hitless.job.Gate;
import io.hitless.job.JobRunner;
import io.hitless.job.Jobs;
import io.hitless.job.Pace;
import io.hitless.job.Ports;
import io.hitless.job.Transcripts;
import io.hitless.job.step.Copying;
import io.hitless.job.step.Steps;
import io.hitless.readiness.Checks;
import io.hitless.readiness.ReadinessRunner;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.Thresholds;
import io.hitless.readiness.Tolerances;
import io.hitless.readiness.Waivers;
import io.hitless.session.Sessions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What this replica does by itself: turns of jobs, and readiness runs.
@Configuration(proxyBeanMethods = false)
class Turns {
  @Bean
  Thresholds thresholds(Turning turning) {
    Thresholds standard = Thresholds.STANDARD;
    return new Thresholds(
        standard.steadyFor(),
        standard.quietAfterSwitchover(),
        standard.roomBytes(),
        turning.readinessValidFor());
  }

  @Bean
  Checks checks(Rules rules, CustomChecks custom, StrictJson json, FormReader forms)
      throws IOException {
    Checks ours = Checks.standard(rules.upgrades(), List.of());
    return custom.customChecks() == null
        ? ours
        : Checks.standard(
            rules.upgrades(),
            new CustomChecksFile(json, forms).read(custom.customChecks(), ours.ids()));
  }

  @Bean
  Tolerances tolerances(Tolerated tolerated) {
    return tolerated.tolerances();
  }

  @Bean
  ImageStore imageStore(DataFolder folder, InstantSource clock) throws IOException {
    return new ImageStore(folder.images(), clock);
  }

  @Bean
  Copying copying(Repositories kept, Copies copies, ImageStore store) {
    return new Copying(kept.copySlots(), copies.caps(), store::content);
  }

  @Bean
  JobRunner jobRunner(
      Ports ports,
      Drivers drivers,
      Checks checks,
      Thresholds thresholds,
      Copying copying,
      Tolerances tolerances,
      Waivers waivers,
      Gate gate,
      Pace pace,
      InstantSource clock,
      Replica replica,
      Meters meters) {
    return new JobRunner(
        ports,
        new MeteredDrivers(drivers, meters, "job"),
        Steps.all(checks, thresholds, tolerances, waivers, copying),
        gate,
        pace,
        clock,
        replica.name());
  }

  @Bean
  Ports ports(
      Jobs jobs,
      Transcripts transcripts,
      Events events,
      Devices devices,
      Images images,
      Vault vault,
      Evidence evidence) {
    return new Ports(jobs, transcripts, events, devices, images, vault, evidence);
  }

  @Bean
  ReadinessRunner readinessRunner(
      ReadinessRuns runs,
      Devices devices,
      Images images,
      Events events,
      Sessions sessions,
      Checks checks,
      Thresholds thresholds,
      Waivers waivers,
      InstantSource clock) {
    return new ReadinessRunner(
        runs, devices, images, events, sessions, checks, thresholds, waivers, clock);
  }

  @Bean
  SmartLifecycle scheduler(
      Turning turning,
      Repositories kept,
      Kept retention,
      JobRunner jobs,
      ReadinessRunner looks,
      Replica replica,
      Meters meters,
      @Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration phase) {
    TurnScheduler scheduler =
        kept.turns(
            replica.name(),
            turning.settings(),
            retention.retention(),
            jobs::turn,
            looks::run,
            new SchedulerMeters(meters));
    return new WhileRunning(turning.enabled(), scheduler, jobs, turning.drainWithin(phase));
  }
}
