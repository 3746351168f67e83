package io.hitless.api.job;

import io.hitless.access.Caller;
import io.hitless.api.problem.Rejection;
import io.hitless.api.problem.Violation;
import io.hitless.api.rest.Listing;
import io.hitless.api.rest.Paging;
import io.hitless.api.rest.ValidateOnly;
import io.hitless.api.rest.Version;
import io.hitless.api.security.Sight;
import io.hitless.approval.Decide;
import io.hitless.approval.Subjects;
import io.hitless.device.Drivers;
import io.hitless.image.Images;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.Devices;
import io.hitless.job.CommandPlan;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.PlaceOrder;
import io.hitless.job.Stage;
import io.hitless.job.WaitingFor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/jobs`: one upgrade of one device, from the order to its end.
@RestController
@RequestMapping("/api/v1/jobs")
@Tag(name = "Jobs")
final class JobController {
  private final PlaceOrder orders;
  private final Decide decide;
  private final Subjects subjects;
  private final Jobs jobs;
  private final Devices devices;
  private final Images images;
  private final Drivers drivers;
  private final JobQuery queries;
  private final Sight sight;
  private final InstantSource clock;

  JobController(
      PlaceOrder orders,
      Decide decide,
      Subjects subjects,
      Jobs jobs,
      Devices devices,
      Images images,
      Drivers drivers,
      JobQuery queries,
      Sight sight,
      InstantSource clock) {
    this.orders = orders;
    this.decide = decide;
    this.subjects = subjects;
    this.jobs = jobs;
    this.devices = devices;
    this.images = images;
    this.drivers = drivers;
    this.queries = queries;
    this.sight = sight;
    this.clock = clock;
  }

  @PostMapping
  @Operation(summary = "Order an upgrade")
  @ApiResponse(responseCode = "201", description = "Ordered")
  ResponseEntity<JobView> create(@RequestBody JobForm form, ValidateOnly validate, Caller caller) {
    if (sight.hides(caller, form.device())) {
      throw Rejection.invalid(
          List.of(new Violation("/device", "unknown-device", "no device has this id or name")));
    }
    form.untimely(clock.instant())
        .ifPresent(fault -> {
          throw Rejection.invalid(List.of(fault));
        });
    if (validate.asked()) {
      return ResponseEntity.ok(view(orders.prepare(form.by(caller)), caller));
    }
    Job job = orders.place(form.by(caller));
    return ResponseEntity.created(URI.create("/api/v1/jobs/" + job.id())).body(view(job, caller));
  }

  @GetMapping
  @Operation(summary = "List upgrades")
  Listing<JobView> list(
      @RequestParam(required = false) Set<Stage> state,
      @RequestParam Optional<String> device,
      @RequestParam Optional<String> site,
      @RequestParam Optional<String> externalRef,
      @RequestParam Optional<String> createdAfter,
      Paging paging,
      Caller caller) {
    var filter = queries.filter(state, device, site, externalRef, createdAfter, caller);
    return Listing.of(jobs.list(filter, paging.request()), job -> view(job, caller));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show an upgrade")
  ResponseEntity<JobView> show(@PathVariable JobId id, Caller caller) {
    Job job = found(id);
    var answer = ResponseEntity.ok();
    if (job.waitingFor().contains(WaitingFor.APPROVAL)) {
      answer.eTag(Version.etag(subjects.waiting(job).digest()));
    }
    return answer.body(view(job, caller));
  }

  @GetMapping("/{id}/plan")
  @Operation(summary = "Show the exact commands that would be sent")
  PlanView plan(@PathVariable JobId id) {
    Job job = found(id);
    var image =
        images
            .find(job.order().image())
            .orElseThrow(() -> Rejection.notFound("image", job.order().image().toString()));
    Optional<String> fileSystem =
        job.memory()
            .fileSystem()
            .or(() ->
                devices
                    .find(job.order().device())
                    .flatMap(io.hitless.inventory.Device::facts)
                    .flatMap(DeviceFacts::fileSystem));
    return PlanView.of(CommandPlan.of(job.order(), image, fileSystem, drivers));
  }

  private Job found(JobId id) {
    return jobs.find(id).orElseThrow(() -> Rejection.notFound("job", id.toString()));
  }

  private JobView view(Job job, Caller caller) {
    return JobView.of(job, clock.instant(), decide.legal(job, caller));
  }
}
