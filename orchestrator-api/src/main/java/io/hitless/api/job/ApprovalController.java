package io.hitless.api.job;

import io.hitless.access.Caller;
import io.hitless.api.problem.Rejection;
import io.hitless.api.problem.Violation;
import io.hitless.api.rest.Version;
import io.hitless.approval.Approvals;
import io.hitless.approval.Decide;
import io.hitless.approval.FourEyesPolicy;
import io.hitless.approval.Subject;
import io.hitless.approval.Subjects;
import io.hitless.job.Action;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.LegalActions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// A second person's yes or no to what a job waits to do, and the emergency that does without.
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@Tag(name = "Jobs")
final class ApprovalController {
  private final Decide decide;
  private final Subjects subjects;
  private final Approvals approvals;
  private final Jobs jobs;
  private final FourEyesPolicy policy;
  private final InstantSource clock;

  ApprovalController(
      Decide decide,
      Subjects subjects,
      Approvals approvals,
      Jobs jobs,
      FourEyesPolicy policy,
      InstantSource clock) {
    this.decide = decide;
    this.subjects = subjects;
    this.approvals = approvals;
    this.jobs = jobs;
    this.policy = policy;
    this.clock = clock;
  }

  @GetMapping("/approval")
  @Operation(
      summary = "Show what a second person has to decide about",
      description = "Its ETag sums up order, commands, device, image, waivers and policy.")
  ResponseEntity<ApprovalView> show(@PathVariable JobId id) {
    Subject subject = subjects.waiting(found(id));
    var view = ApprovalView.of(subject, approvals.of(id));
    return subject.digest().isEmpty()
        ? ResponseEntity.ok(view)
        : ResponseEntity.ok().eTag(Version.etag(subject.digest())).body(view);
  }

  @PostMapping("/approve")
  @Operation(
      summary = "Approve what a job waits to do",
      description =
          "Another person than who asked for it. Any change of what was approved voids it: the gate"
              + " looks right before each command.")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> approve(
      @PathVariable JobId id,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      @RequestBody DecisionForm form,
      Caller caller) {
    return taken(decide.approve(id, caller, read(id, ifMatch), form.reason()), caller);
  }

  @PostMapping("/deny")
  @Operation(
      summary = "Deny what a job waits to do",
      description = "The job ends as CANCELLED; a denied clear install state parks it again.")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> deny(
      @PathVariable JobId id,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      @RequestBody DecisionForm form,
      Caller caller) {
    return taken(decide.deny(id, caller, read(id, ifMatch), form.reason()), caller);
  }

  @PostMapping("/break-glass")
  @Operation(
      summary = "Go on without a second person, in an emergency",
      description =
          "For a while, with a reason and an alarm (the event security.break-glass). It replaces the"
              + " approval and nothing else.")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> breakGlass(
      @PathVariable JobId id, @RequestBody BreakGlassForm form, Caller caller) {
    Duration lasting = form.validFor().orElse(BreakGlassForm.USUAL);
    if (lasting.compareTo(policy.longestBreakGlass()) > 0) {
      throw Rejection.invalid(
          List.of(
              new Violation(
                  "/validFor", "out-of-range", "at most " + policy.longestBreakGlass() + " here")));
    }
    return taken(decide.breakGlass(id, caller, form.reason(), lasting), caller);
  }

  /// Compared before anybody asks who decides, so that a stale approval is known for what it is.
  private String read(JobId id, Optional<String> ifMatch) {
    Job job = found(id);
    String digest = subjects.waiting(job).digest();
    boolean waits = LegalActions.of(job).contains(Action.APPROVE);
    return waits || ifMatch.isEmpty() ? Version.named(ifMatch, digest) : digest;
  }

  private Job found(JobId id) {
    return jobs.find(id).orElseThrow(() -> Rejection.notFound("job", id.toString()));
  }

  private ResponseEntity<JobView> taken(Job job, Caller caller) {
    return ResponseEntity.accepted()
        .body(JobView.of(job, clock.instant(), decide.legal(job, caller)));
  }
}
