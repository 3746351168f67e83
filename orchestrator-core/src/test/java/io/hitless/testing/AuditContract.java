package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.audit.AuditEntry;
import io.hitless.audit.AuditEntry.Outcome;
import io.hitless.audit.AuditQuery;
import io.hitless.audit.AuditTrail;
import io.hitless.audit.RecordedEntry;
import io.hitless.inventory.DeviceId;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every audit keeps.
public abstract class AuditContract {

  protected abstract AuditTrail audit();

  private final String actor = "noc-" + UUID.randomUUID();
  private final UUID job = UUID.randomUUID();
  private final DeviceId device = Some.deviceId();

  private void did(String action) {
    audit()
        .append(
            new AuditEntry(
                actor,
                action,
                Outcome.DONE,
                Optional.of(job),
                Optional.of(device),
                Map.of("reason", "PSIRT", "before", Map.of("state", "STAGED", "version", 3))));
  }

  private List<RecordedEntry> found(
      Optional<String> action, Optional<UUID> ofJob, Optional<DeviceId> onDevice) {
    return found(action, ofJob, onDevice, Optional.empty(), Optional.empty());
  }

  private List<RecordedEntry> found(
      Optional<String> action,
      Optional<UUID> ofJob,
      Optional<DeviceId> onDevice,
      Optional<Instant> since,
      Optional<Instant> until) {
    var query = new AuditQuery(Optional.of(actor), action, ofJob, onDevice, since, until);
    return audit().list(query, PageRequest.first(50)).items();
  }

  @Test
  void an_entry_is_told_as_it_was_written_and_the_newest_first() {
    did("job.create");
    did("job.commit");
    List<RecordedEntry> all = found(Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(all)
        .extracting(entry -> entry.entry().action())
        .containsExactly("job.commit", "job.create");
    assertThat(all.getFirst().id()).isGreaterThan(all.getLast().id());
    AuditEntry entry = all.getFirst().entry();
    assertThat(entry.actor()).isEqualTo(actor);
    assertThat(entry.outcome()).isEqualTo(Outcome.DONE);
    assertThat(entry.job()).contains(job);
    assertThat(entry.device()).contains(device);
    assertThat(entry.data())
        .containsEntry("reason", "PSIRT")
        .containsEntry("before", Map.of("state", "STAGED", "version", 3));
  }

  @Test
  void entries_are_found_by_who_what_and_on_which() {
    did("job.create");
    did("jobs.export");
    assertThat(found(Optional.of("job"), Optional.empty(), Optional.empty())).hasSize(1);
    assertThat(found(Optional.of("job.create"), Optional.empty(), Optional.empty())).hasSize(1);
    assertThat(found(Optional.of("job.crea"), Optional.empty(), Optional.empty())).isEmpty();
    assertThat(found(Optional.of("%"), Optional.empty(), Optional.empty())).isEmpty();
    assertThat(found(Optional.empty(), Optional.of(job), Optional.of(device))).hasSize(2);
    assertThat(found(Optional.empty(), Optional.of(UUID.randomUUID()), Optional.empty())).isEmpty();
    assertThat(found(Optional.empty(), Optional.empty(), Optional.of(Some.deviceId()))).isEmpty();
  }

  @Test
  void entries_are_found_by_when() {
    did("job.create");
    Instant at = found(Optional.empty(), Optional.empty(), Optional.empty()).getFirst().at();
    var none = Optional.<Instant>empty();
    assertThat(between(Optional.of(at), Optional.of(at.plusMillis(1)))).hasSize(1);
    assertThat(between(Optional.of(at.plusMillis(1)), none)).isEmpty();
    assertThat(between(none, Optional.of(at))).isEmpty();
  }

  private List<RecordedEntry> between(Optional<Instant> since, Optional<Instant> until) {
    return found(Optional.empty(), Optional.empty(), Optional.empty(), since, until);
  }

  @Test
  void pages_are_stable_while_entries_are_added() {
    did("job.create");
    did("job.commit");
    did("job.abort");
    var query =
        new AuditQuery(
            Optional.of(actor),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Page<RecordedEntry> first = audit().list(query, PageRequest.first(2));
    did("job.clear");
    Page<RecordedEntry> rest = audit().list(query, new PageRequest(first.next(), 2));
    assertThat(first.items())
        .extracting(entry -> entry.entry().action())
        .containsExactly("job.abort", "job.commit");
    assertThat(rest.items())
        .extracting(entry -> entry.entry().action())
        .containsExactly("job.create");
    assertThat(rest.next()).isEmpty();
  }
}
