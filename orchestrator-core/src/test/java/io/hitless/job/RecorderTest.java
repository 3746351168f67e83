package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.DeviceException;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.SshProfile;
import io.hitless.device.Target;
import io.hitless.job.Transcripts.Conversation;
import io.hitless.job.Transcripts.Entry;
import io.hitless.job.Transcripts.Kind;
import io.hitless.testing.Some;
import io.hitless.testing.TickingClock;
import io.hitless.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private static final Target TARGET =
      new Target(
          "core-1",
          "192.0.2.1",
          22,
          Some.login(),
          SshProfile.MODERN,
          HostKeyPolicy.PINNED,
          Set.of());

  private static final JobId JOB = new JobId(UUID.randomUUID());

  private final Shelf shelf = new Shelf();
  private final Recorder recorder = new Recorder(shelf, JOB, 7, new TickingClock());

  /// A store that can be away.
  private static final class Shelf implements Transcripts {
    private final List<Entry> entries = new ArrayList<>();
    private boolean away;
    private int asked;

    @Override
    public synchronized void append(JobId job, List<Entry> more) {
      asked++;
      if (away) {
        throw new IllegalStateException("away");
      }
      entries.addAll(more);
    }

    @Override
    public void read(JobId job, Consumer<Entry> reader) {
      entries.forEach(reader);
    }

    long characters() {
      return entries.stream().mapToLong(entry -> entry.text().length()).sum();
    }
  }

  @Test
  void each_piece_says_what_it_is_and_to_which_session_it_belongs() {
    World world = new World("16.9.2", "16.12.4");
    var first = recorder.opening("core-1", () -> world.device.open(TARGET, recorder));
    recorder.received(Some.NOW, " --More-- ");
    recorder.pressed(Some.NOW, " ");
    first.issu();
    first.close();
    first.close();
    assertThatThrownBy(() ->
            recorder.opening(
                "core-1",
                () -> {
                  throw new DeviceException.Unreachable("refused");
                }))
        .isInstanceOf(DeviceException.Unreachable.class);
    recorder.flush();

    assertThat(shelf.entries)
        .extracting(Entry::in, Entry::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 1), Kind.OPENED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 1), Kind.NOTED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 1), Kind.PRINTED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 1), Kind.TYPED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 1), Kind.NOTED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 1), Kind.TYPED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 1), Kind.PRINTED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 1), Kind.NOTED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 1), Kind.CLOSED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 2), Kind.OPENED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 2), Kind.NOTED),
            org.assertj.core.groups.Tuple.tuple(new Conversation(7, 2), Kind.CLOSED));
    assertThat(shelf.entries)
        .filteredOn(entry -> entry.kind() == Kind.NOTED)
        .extracting(Entry::text)
        .contains("came session", "asks issu", "came ! unreachable refused");
    assertThat(shelf.entries.get(5).text()).isEqualTo("show issu state detail\r");
  }

  @Test
  void a_device_that_prints_fast_waits_for_the_database_and_not_in_memory() {
    for (int i = 0; i < 1000; i++) {
      recorder.received(Some.NOW, "x".repeat(4096));
    }

    assertThat(shelf.characters()).isGreaterThan(1000L * 4096 - 512 * 1024);
    assertThat(shelf.asked).isLessThan(100);
  }

  @Test
  void while_the_database_is_away_memory_is_bounded_and_the_gap_is_told() {
    shelf.away = true;
    for (int i = 0; i < 4000; i++) {
      recorder.received(Some.NOW, "x".repeat(4096));
    }
    assertThat(shelf.asked).isLessThan(5);
    shelf.away = false;
    recorder.flush();
    recorder.flush();

    assertThat(shelf.characters()).isLessThan(Recorder.MOST_KEPT + 1000L);
    assertThat(shelf.entries.getLast().text())
        .matches("lost \\d+ characters printed while they could not be stored");
  }

  @Test
  void what_could_not_be_stored_comes_before_what_came_later() {
    recorder.sent(Some.NOW, "one");
    shelf.away = true;
    recorder.flush();
    recorder.sent(Some.NOW, "two");
    shelf.away = false;
    recorder.flush();

    assertThat(shelf.entries).extracting(Entry::text).containsExactly("one\r", "two\r");
  }

  @Test
  void pieces_stay_in_order_when_the_talker_and_the_clock_write_at_once() throws Exception {
    Thread clock =
        Thread.ofVirtual()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                recorder.flush();
              }
            });
    for (int i = 0; i < 3000; i++) {
      recorder.received(Some.NOW, i + " " + "x".repeat(300));
    }
    clock.interrupt();
    clock.join();
    recorder.flush();

    assertThat(shelf.entries).hasSize(3000);
    assertThat(shelf.entries)
        .extracting(entry -> Integer.valueOf(entry.text().split(" ")[0]))
        .isSorted();
  }

  @Test
  void a_conversation_is_on_the_disk_while_it_still_goes_on() {
    World world = new World("16.9.2", "16.12.4");
    CountDownLatch stored = new CountDownLatch(1);
    List<Boolean> seen = new ArrayList<>();
    Transcripts watched =
        new Transcripts() {
          @Override
          public void append(JobId job, List<Entry> entries) {
            world.transcripts.append(job, entries);
            stored.countDown();
          }

          @Override
          public void read(JobId job, Consumer<Entry> reader) {
            world.transcripts.read(job, reader);
          }
        };
    world.device.onEachQuestion(() -> {
      if (seen.isEmpty()) {
        seen.add(await(stored));
      }
    });
    JobId id = world.placed();
    Ports ports = world.ports();
    world.runUntil(
        world.runner(
            new Ports(
                ports.jobs(),
                watched,
                ports.events(),
                ports.devices(),
                ports.images(),
                ports.vault(),
                ports.evidence()),
            world.device,
            new OrderGate()),
        id,
        job -> !seen.isEmpty());

    assertThat(seen).containsExactly(true);
  }

  private static boolean await(CountDownLatch stored) {
    try {
      return stored.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void a_note_is_read_back_as_it_was_written() {
    for (Note note :
        List.of(
            new Note.Asks("file", List.of("flash:x.bin")),
            new Note.Asks("issu", List.of()),
            new Note.Sends(new io.hitless.device.Change.AddImage("flash:x.bin")),
            new Note.Sends(
                new io.hitless.device.Change.Activate(
                    java.util.Optional.of(java.time.Duration.ofHours(2)))),
            new Note.Sends(
                new io.hitless.device.Change.Copy(
                    "http://a/x.bin",
                    "flash:x.bin",
                    java.util.Optional.of("Mgmt-vrf"),
                    java.util.Optional.empty())),
            new Note.Came("! silent core-1 said nothing"),
            new Note.Judges(
                java.util.Optional.of(Intent.Kind.ACTIVATE),
                io.hitless.device.facts.SoftwareVersion.of("16.9.2"),
                io.hitless.device.facts.SoftwareVersion.of("16.12.4"),
                true,
                false,
                Situation.ACTIVATING,
                Verdict.RUNNING))) {
      assertThat(Note.of(note.line())).contains(note);
    }
    assertThat(Note.of("judges seen=NEVER_HEARD_OF")).isEmpty();
    assertThat(Note.of("lost 7 characters")).isEmpty();
  }
}
