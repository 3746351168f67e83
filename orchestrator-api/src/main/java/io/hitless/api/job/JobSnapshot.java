package io.hitless.api.job;

import io.hitless.api.audit.Snapshot;
import io.hitless.api.body.Ids;
import io.hitless.approval.Approval;
import io.hitless.approval.Approvals;
import io.hitless.job.Grant;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Where a job stands, for the audit.
@Component
record JobSnapshot(Jobs jobs, Approvals approvals) implements Snapshot {
  @Override
  public String collection() {
    return "jobs";
  }

  @Override
  public Optional<Shown> of(String id) {
    return Ids.parse(id).map(JobId::new).flatMap(jobs::find).map(this::shown);
  }

  private Shown shown(Job job) {
    var view = new LinkedHashMap<String, Object>();
    view.put("state", job.stage().name());
    view.put("device", job.order().deviceName());
    view.put("target", job.order().target().toString());
    view.put("workflow", job.order().workflow().name());
    view.put("waitingFor", job.waitingFor().stream().map(Enum::name).sorted().toList());
    view.put("brokenGlass", job.memory().granted().contains(Grant.BROKEN_GLASS));
    List<Approval> decisions = approvals.of(job.id());
    if (!decisions.isEmpty()) {
      view.put("decision", decision(decisions.getLast()));
    }
    return new Shown(view, Optional.of(job.order().device()));
  }

  private static Map<String, String> decision(Approval last) {
    return Map.of(
        "word", last.decision().name(),
        "by", last.name(),
        "person", last.person(),
        "about", last.clear().isPresent() ? "CLEAR_INSTALL_STATE" : "UPGRADE",
        "digest", last.digest(),
        "until", last.until().toString());
  }
}
