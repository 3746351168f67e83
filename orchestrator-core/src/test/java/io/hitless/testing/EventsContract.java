package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.event.Event;
import io.hitless.event.Events;
import io.hitless.event.RecordedEvent;
import io.hitless.inventory.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every event log keeps: order, completeness, and a wake for whoever listens.
public abstract class EventsContract {

  protected abstract Events events();

  private final UUID job = UUID.randomUUID();
  private final DeviceId device = Some.deviceId();

  private Event note(String summary) {
    return new Event.JobNote(
        Event.Kind.DEVICE_LOG,
        job,
        device,
        summary,
        List.of("%RF-5-RF_TERMINAL_STATE: Terminal state reached for (SSO)"),
        Map.of("attempt", 2, "hint", true));
  }

  @Test
  void what_was_appended_is_told_in_order_with_growing_ids() {
    events().append(note("one"));
    events().append(note("two"));
    List<RecordedEvent> told = events().after(0, Optional.of(job), 10);
    assertThat(told).extracting(event -> event.data().get("summary")).containsExactly("one", "two");
    assertThat(told.getLast().id()).isGreaterThan(told.getFirst().id());
  }

  @Test
  void an_event_is_told_as_it_was_appended() {
    events().append(note("one"));
    RecordedEvent told = events().after(0, Optional.of(job), 10).getFirst();
    assertThat(told.type()).isEqualTo("job.device-log");
    assertThat(told.job()).contains(job);
    assertThat(told.device()).contains(device);
    assertThat(told.data())
        .containsEntry("summary", "one")
        .containsEntry("attempt", 2)
        .containsEntry("hint", true)
        .containsEntry(
            "evidence", List.of("%RF-5-RF_TERMINAL_STATE: Terminal state reached for (SSO)"));
  }

  @Test
  void a_reader_goes_on_after_what_it_has_seen() {
    events().append(note("one"));
    events().append(note("two"));
    events().append(note("three"));
    List<RecordedEvent> first = events().after(0, Optional.of(job), 1);
    assertThat(first).hasSize(1);
    assertThat(events().after(first.getFirst().id(), Optional.of(job), 10))
        .extracting(event -> event.data().get("summary"))
        .containsExactly("two", "three");
  }

  @Test
  void events_of_another_job_and_of_no_job_are_told_only_to_who_wants_all() {
    long before = events().newest();
    events().append(note("mine"));
    events()
        .append(
            new Event.DeviceNote(
                Event.DeviceNote.HOST_KEY_CHANGED,
                device,
                Optional.empty(),
                Map.of("offered", Some.KEY)));
    assertThat(events().after(before, Optional.of(UUID.randomUUID()), 10)).isEmpty();
    assertThat(events().after(before, Optional.of(job), 10)).hasSize(1);
    assertThat(events().after(before, Optional.empty(), 10))
        .extracting(RecordedEvent::type)
        .contains("job.device-log", "security.host-key-changed");
  }

  @Test
  void the_newest_id_is_the_last_one_told() {
    events().append(note("one"));
    List<RecordedEvent> told = events().after(0, Optional.of(job), 10);
    assertThat(events().newest()).isGreaterThanOrEqualTo(told.getLast().id());
    assertThat(events().after(events().newest(), Optional.of(job), 10)).isEmpty();
  }

  @Test
  void a_listener_is_woken_until_it_stops_listening() throws Exception {
    var woken = new CountDownLatch(1);
    try (Events.Subscription listening = events().subscribe(woken::countDown)) {
      assertThat(listening).isNotNull();
      events().append(note("one"));
      assertThat(woken.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
