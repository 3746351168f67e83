package io.hitless.api.job;

import io.hitless.access.Caller;
import io.hitless.approval.Decide;
import io.hitless.job.Action;
import io.hitless.job.AskAction;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `POST /jobs/{id}/{action}`: what operators ask of an upgrade, an endpoint an action, since each
/// may ask for a right of its own. The job's `legalActions` says what is legal now.
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@Tag(name = "Jobs")
final class JobActionController {
  private final AskAction actions;
  private final Decide decide;
  private final InstantSource clock;

  JobActionController(AskAction actions, Decide decide, InstantSource clock) {
    this.actions = actions;
    this.decide = decide;
    this.clock = clock;
  }

  @PostMapping("/cancel")
  @Operation(summary = "Leave a device as it was, before activation")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> cancel(
      @PathVariable JobId id, @RequestBody ActionForm form, Caller caller) {
    return ask(id, Action.CANCEL, form, caller);
  }

  @PostMapping("/commit")
  @Operation(summary = "Make the new release stay")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> commit(
      @PathVariable JobId id, @RequestBody ActionForm form, Caller caller) {
    return ask(id, Action.COMMIT, form, caller);
  }

  @PostMapping("/abort")
  @Operation(
      summary = "Have a device go back to its old release",
      description = "Only the job's own operation is aborted.")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> abort(
      @PathVariable JobId id, @RequestBody ActionForm form, Caller caller) {
    return ask(id, Action.ABORT, form, caller);
  }

  @PostMapping("/clear")
  @Operation(
      summary = "Have a device forget what was staged",
      description = "With the scope INSTALL_STATE by the disruptive clear install state.")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> clear(
      @PathVariable JobId id, @RequestBody ActionForm form, Caller caller) {
    return ask(id, Action.CLEAR, form, caller);
  }

  @PostMapping("/retry")
  @Operation(summary = "Have a parked upgrade read the device again and go on")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> retry(
      @PathVariable JobId id, @RequestBody ActionForm form, Caller caller) {
    return ask(id, Action.RETRY, form, caller);
  }

  @PostMapping("/resolve")
  @Operation(
      summary = "Say how an upgrade ended that a human repaired",
      description = "The device is read to find out whether it is so.")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> resolve(
      @PathVariable JobId id, @RequestBody ActionForm form, Caller caller) {
    return ask(id, Action.RESOLVE, form, caller);
  }

  @PostMapping("/take-over")
  @Operation(summary = "Take a device out of the service's hands")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> takeOver(
      @PathVariable JobId id, @RequestBody ActionForm form, Caller caller) {
    return ask(id, Action.TAKE_OVER, form, caller);
  }

  @PostMapping("/hand-back")
  @Operation(summary = "Give a device back to the service")
  @ApiResponse(responseCode = "202", description = "Taken; the job's next turn acts on it")
  ResponseEntity<JobView> handBack(
      @PathVariable JobId id, @RequestBody ActionForm form, Caller caller) {
    return ask(id, Action.HAND_BACK, form, caller);
  }

  private ResponseEntity<JobView> ask(JobId id, Action action, ActionForm form, Caller caller) {
    Job job =
        actions.ask(
            id,
            action,
            form.reason(),
            caller.name(),
            caller.person(),
            form.as().map(ActionForm.Resolution::stage),
            form.scope().filter(it -> it == ActionForm.Scope.INSTALL_STATE).isPresent());
    return ResponseEntity.accepted()
        .body(JobView.of(job, clock.instant(), decide.legal(job, caller)));
  }
}
