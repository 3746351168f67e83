package io.hitless.api.security;

import io.hitless.access.Caller;
import io.hitless.access.Scope;
import io.hitless.api.body.Ids;
import io.hitless.event.RecordedEvent;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.RunId;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// What callers with a scope may know of: the site and the tags that a device has now decide, also
/// for all that was ever done with it. What is beyond is answered like what isn't there.
@Component
public final class Sight {
  private final Devices devices;
  private final Jobs jobs;
  private final ReadinessRuns runs;

  Sight(Devices devices, Jobs jobs, ReadinessRuns runs) {
    this.devices = devices;
    this.jobs = jobs;
    this.runs = runs;
  }

  public boolean covers(Scope scope, Device device) {
    return scope.covers(device.site(), device.tags());
  }

  public boolean covers(Scope scope, DeviceId id) {
    return scope.everything() || devices.find(id).filter(it -> covers(scope, it)).isPresent();
  }

  /// A job of a device that was forgotten belongs to the site where that was.
  public boolean covers(Scope scope, Job job) {
    return scope.everything()
        || devices
            .find(job.order().device())
            .map(device -> covers(scope, device))
            .orElseGet(() -> scope.covers(job.order().site(), Set.of()));
  }

  public boolean covers(Scope scope, JobId id) {
    return scope.everything() || jobs.find(id).filter(it -> covers(scope, it)).isPresent();
  }

  /// Of one device, or of many that must all be within.
  public boolean covers(Scope scope, RunId id) {
    return scope.everything()
        || runs.find(id)
            .map(run -> covers(scope, run.device()))
            .orElseGet(() -> runs.within(scope, id));
  }

  /// What happened to no device and to no job is for those who may know of everything.
  public boolean covers(Scope scope, RecordedEvent event) {
    return scope.everything()
        || event.device().filter(id -> covers(scope, id)).isPresent()
        || (event.device().isEmpty()
            && event.job().filter(id -> covers(scope, new JobId(id))).isPresent());
  }

  /// Whether `idOrName` is a device that this caller may not know of.
  public boolean hides(Caller caller, String idOrName) {
    if (caller.scope().everything()) {
      return false;
    }
    Optional<Device> named =
        Ids.parse(idOrName)
            .flatMap(id -> devices.find(new DeviceId(id)))
            .or(() -> devices.findByName(idOrName));
    return named.filter(it -> !covers(caller.scope(), it)).isPresent();
  }
}
