package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.device.ImageContent;
import io.hitless.device.Refusal;
import io.hitless.image.Image;
import io.hitless.job.step.Copying;
import io.hitless.testing.InMemoryCopySlots;
import io.hitless.testing.Some;
import io.hitless.testing.World;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Images that a job brings to the device by itself.
class CopyTest {
  private static final String NAME = "cat9k_iosxe.16.12.4.SPA.bin";
  private static final String PATH = "flash:" + NAME;
  private static final Image PULLED =
      Some.image(NAME, "16.12.4", new Image.Source.Pull("http://192.0.2.1/" + NAME));
  private static final Image PUSHED = Some.image(NAME, "16.12.4", new Image.Source.Push());

  private static World world(Image image) {
    var world = new World("16.9.2", image);
    world.device.hashing(PATH, image.md5().orElseThrow());
    return world;
  }

  private static Job ended(World world, Stage stage, String code) {
    Job job = world.run(world.placed());
    assertThat(job.outcome().map(Outcome::code)).contains(code);
    assertThat(job.stage()).isEqualTo(stage);
    return job;
  }

  @Test
  void a_file_of_that_name_that_somebody_else_put_there_is_left_alone() {
    var world = world(PULLED);
    world.device.holding(PATH, 4711, "00");
    ended(world, Stage.FAILED, "file-in-the-way");
    assertThat(world.device.received()).isEmpty();
    assertThat(world.device.fileSize(PATH)).contains(4711L);
  }

  @Test
  void a_whole_file_of_somebody_else_with_another_hash_is_left_alone_as_well() {
    var world = world(PULLED);
    world.device.holding(PATH, PULLED.sizeBytes(), "00");
    ended(world, Stage.FAILED, "image-verified");
    assertThat(world.device.received()).isEmpty();
  }

  @Test
  void a_copy_that_came_out_short_is_deleted_and_made_once_more() {
    var world = world(PULLED);
    world.device.copyingOnly(1_000_000L);
    ended(world, Stage.SUCCEEDED, "upgraded");
    assertThat(world.device.received(Change.Copy.class)).isEqualTo(2);
    assertThat(world.device.received(Change.DeleteFile.class)).isEqualTo(1);
  }

  @Test
  void two_short_copies_fail_the_job_and_leave_nothing_behind() {
    var world = world(PULLED);
    world.device.copyingOnly(1_000_000L, 2_000_000L);
    ended(world, Stage.FAILED, "image-present");
    assertThat(world.device.received(Change.Copy.class)).isEqualTo(2);
    assertThat(world.device.fileSize(PATH)).isEmpty();
  }

  @Test
  void a_copy_that_goes_on_without_us_is_followed_by_its_size_and_not_sent_again() {
    var world = world(PULLED);
    world.device.hangingUpAfter(Change.Copy.class);
    Job job = ended(world, Stage.SUCCEEDED, "upgraded");
    assertThat(world.device.received(Change.Copy.class)).isEqualTo(1);
    assertThat(world.device.received(Change.DeleteFile.class)).isZero();
    assertThat(world.events(job.id(), "job.step-progressed"))
        .isNotEmpty()
        .allSatisfy(event ->
            assertThat(event.data()).containsKeys("bytes", "totalBytes", "bytesPerSecond"));
  }

  @Test
  void a_copy_that_the_session_died_before_is_made_once_its_absence_is_sure() {
    var world = world(PULLED);
    world.device.hangingUpBefore(Change.Copy.class);
    ended(world, Stage.SUCCEEDED, "upgraded");
    assertThat(world.device.received(Change.Copy.class)).isEqualTo(1);
  }

  @Test
  void what_the_file_server_refuses_fails_the_job_in_the_switchs_words() {
    var world = world(PULLED);
    world.device.refusing(Change.Copy.class, Refusal.FILE_SERVER_LOGIN);
    ended(world, Stage.FAILED, "file-server-login");
    assertThat(world.device.received(Change.Copy.class)).isEqualTo(1);
  }

  @Test
  void a_file_server_that_does_not_answer_is_asked_once_more() {
    var world = world(PULLED);
    world.device.refusing(Change.Copy.class, Refusal.FILE_SERVER_UNREACHABLE);
    ended(world, Stage.SUCCEEDED, "upgraded");
    assertThat(world.device.received(Change.Copy.class)).isEqualTo(2);
  }

  @Test
  void a_full_flash_is_not_copied_to_again() {
    var world = world(PULLED);
    world.device.refusing(Change.Copy.class, Refusal.NOT_ENOUGH_SPACE);
    ended(world, Stage.FAILED, "not-enough-space");
    assertThat(world.device.received(Change.Copy.class)).isEqualTo(1);
  }

  @Test
  void an_uploaded_image_is_pushed_and_one_that_was_not_uploaded_is_not() {
    var world = world(PUSHED);
    ended(world, Stage.FAILED, "image-content-missing");
    assertThat(world.device.received()).isEmpty();

    var again = world(PUSHED);
    again.copying = new Copying(slots(again), CopyCaps.NONE, image -> Optional.of(EMPTY));
    ended(again, Stage.SUCCEEDED, "upgraded");
    assertThat(again.device.received(Change.Push.class)).isEqualTo(1);
  }

  @Test
  void a_job_waits_for_its_slot_without_a_session_and_for_as_long_as_it_takes() {
    var world = world(PULLED);
    var slots = slots(world);
    var one = new CopyCaps(new CopyCaps.Cap(1, Optional.empty()), Map.of());
    world.copying = new Copying(slots, one, image -> Optional.empty());
    Job other =
        Some.job(Some.device("core-2.fra"), PULLED).with(draft -> draft.stage = Stage.STAGING);
    world.jobs.create(other, java.util.List.of());
    assertThat(slots.ask(other, one.standard(), false))
        .isInstanceOf(CopySlots.Answer.Granted.class);

    JobId id = world.placed();
    Job waiting =
        world.runUntil(id, job -> job.waitingFor().equals(java.util.Set.of(WaitingFor.SLOT)));
    assertThat(waiting.stage()).isEqualTo(Stage.STAGING);
    assertThat(world.device.received()).isEmpty();
    for (int turns = 0; turns < 200; turns++) {
      Job still = world.job(id);
      world.clock.until(still.dueAt().orElseThrow());
      var _ = world.runner().turn(id);
    }
    assertThat(world.job(id).waitingFor()).containsExactly(WaitingFor.SLOT);
    assertThat(world.device.sessionsOpen()).isZero();

    slots.free(other);
    assertThat(world.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }

  private static CopySlots slots(World world) {
    return new InMemoryCopySlots(world.jobs::find);
  }

  private static final ImageContent EMPTY =
      new ImageContent() {
        @Override
        public long bytes() {
          return PUSHED.sizeBytes();
        }

        @Override
        public InputStream open() {
          return InputStream.nullInputStream();
        }
      };
}
