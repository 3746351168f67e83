package io.hitless.api.job;

import io.hitless.access.Caller;
import io.hitless.api.body.Ids;
import io.hitless.api.problem.Quoted;
import io.hitless.api.problem.Rejection;
import io.hitless.api.security.Sight;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.hitless.job.JobFilter;
import io.hitless.job.JobOrder.ExternalRef;
import io.hitless.job.Stage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the filters of a list of jobs. A filter that cannot match is refused rather than answered
/// with an empty list, which would read as "nothing is going on".
@Component
final class JobQuery {
  private final Devices devices;
  private final Sight sight;

  JobQuery(Devices devices, Sight sight) {
    this.devices = devices;
    this.sight = sight;
  }

  JobFilter filter(
      @Nullable Set<Stage> states,
      Optional<String> device,
      Optional<String> site,
      Optional<String> externalRef,
      Optional<String> createdAfter,
      Caller caller) {
    return new JobFilter(
        states == null ? Set.of() : states,
        device.map(it -> device(it, caller)),
        site,
        externalRef.map(JobQuery::ref),
        createdAfter.map(JobQuery::instant),
        caller.scope());
  }

  private DeviceId device(String idOrName, Caller caller) {
    if (sight.hides(caller, idOrName)) {
      throw unknown(idOrName);
    }
    return Ids.parse(idOrName)
        .map(DeviceId::new)
        .or(() -> devices.findByName(idOrName).map(Device::id))
        .orElseThrow(() -> unknown(idOrName));
  }

  private static Rejection unknown(String idOrName) {
    return Rejection.parameter("device", "names no device: " + Quoted.of(idOrName));
  }

  private static ExternalRef ref(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw Rejection.parameter("externalRef", "must be <system>:<key>");
    }
    return new ExternalRef(text.substring(0, colon), text.substring(colon + 1));
  }

  private static Instant instant(String text) {
    try {
      if (text.endsWith("Z")) {
        return Instant.parse(text);
      }
    } catch (DateTimeException _) {
      // Told below.
    }
    throw Rejection.parameter(
        "createdAfter", "must be a time in UTC with Z, such as 2026-12-01T01:00:00Z");
  }
}
