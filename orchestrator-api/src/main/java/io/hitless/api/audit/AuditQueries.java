package io.hitless.api.audit;

import io.hitless.api.body.Ids;
import io.hitless.api.problem.Quoted;
import io.hitless.api.problem.Rejection;
import io.hitless.audit.AuditQuery;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Reads the filters of the audit. What could fit nothing is refused: an empty list would read as
/// "nobody did".
@Component
final class AuditQueries {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z.-]{0,99}");
  private static final int LONGEST_NAME = 200;

  private final Devices devices;

  AuditQueries(Devices devices) {
    this.devices = devices;
  }

  AuditQuery query(
      Optional<String> actor,
      Optional<String> action,
      Optional<String> job,
      Optional<String> device,
      Optional<String> since,
      Optional<String> until) {
    actor
        .filter(it -> it.isBlank() || it.length() > LONGEST_NAME || it.indexOf('\0') >= 0)
        .ifPresent(_ -> {
          throw Rejection.parameter("actor", "must be the name of a key or an account");
        });
    action
        .filter(it -> !WORD.matcher(it).matches())
        .ifPresent(_ -> {
          throw Rejection.parameter("action", "must be a word such as job.abort, or job");
        });
    return new AuditQuery(
        actor,
        action,
        job.map(text ->
            Ids.parse(text)
                .orElseThrow(() -> Rejection.parameter("job", "must be the id of a job"))),
        device.map(this::device),
        since.map(text -> instant("since", text)),
        until.map(text -> instant("until", text)));
  }

  /// By its name only while there is one; by its id for ever.
  private DeviceId device(String idOrName) {
    return Ids.parse(idOrName)
        .map(DeviceId::new)
        .or(() -> devices.findByName(idOrName).map(Device::id))
        .orElseThrow(
            () -> Rejection.parameter("device", "names no device: " + Quoted.of(idOrName)));
  }

  private static Instant instant(String name, String text) {
    try {
      if (text.endsWith("Z")) {
        return Instant.parse(text);
      }
    } catch (DateTimeException _) {
      // Told below.
    }
    throw Rejection.parameter(name, "must be a time in UTC with Z, such as 2026-12-01T01:00:00Z");
  }
}
