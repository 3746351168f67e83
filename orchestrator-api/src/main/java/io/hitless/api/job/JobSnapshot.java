package io.hitless.api.job;

import io.hitless.api.audit.Snapshot;
import io.hitless.api.body.Ids;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Where a job stands, for the audit.
@Component
record JobSnapshot(Jobs jobs) implements Snapshot {
  @Override
  public String collection() {
    return "jobs";
  }

  @Override
  public Optional<Shown> of(String id) {
    return Ids.parse(id).map(JobId::new).flatMap(jobs::find).map(JobSnapshot::shown);
  }

  private static Shown shown(Job job) {
    var view = new LinkedHashMap<String, Object>();
    view.put("state", job.stage().name());
    view.put("device", job.order().deviceName());
    view.put("target", job.order().target().toString());
    view.put("workflow", job.order().workflow().name());
    return new Shown(view, Optional.of(job.order().device()));
  }
}
