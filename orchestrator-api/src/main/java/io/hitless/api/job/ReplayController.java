package io.hitless.api.job;

import io.hitless.api.problem.Rejection;
import io.hitless.device.Playback;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.Transcripts;
import io.hitless.replay.Replay;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `POST /jobs/{id}/replay`: the recording of a job, judged again by this release. No device is
/// asked, and nothing is stored.
@RestController
@RequestMapping("/api/v1/jobs/{id}/replay")
@Tag(name = "Jobs")
final class ReplayController {
  private final Jobs jobs;
  private final Transcripts transcripts;
  private final Playback playback;

  ReplayController(Jobs jobs, Transcripts transcripts, Playback playback) {
    this.jobs = jobs;
    this.transcripts = transcripts;
    this.playback = playback;
  }

  @PostMapping
  @Operation(
      summary = "Judge a recording again",
      description =
          "Plays what was typed and printed to the parsers and verdicts of this release and shows"
              + " where they would do otherwise. No device is asked.")
  ReplayView replay(@PathVariable JobId id) {
    if (jobs.find(id).isEmpty()) {
      throw Rejection.notFound("job", id.toString());
    }
    Replay replay = new Replay(playback);
    transcripts.read(id, replay);
    return ReplayView.of(replay.report());
  }
}
