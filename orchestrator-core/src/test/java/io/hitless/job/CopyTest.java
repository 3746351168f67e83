package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.access.StorageAway;
import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.device.Drivers;
import io.hitless.device.ImageContent;
import io.hitless.device.IssuDriver;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import io.hitless.image.Image;
import io.hitless.job.step.Copying;
import io.hitless.testing.Answering;
import io.hitless.testing.InMemoryCopySlots;
import io.hitless.testing.Some;
import io.hitless.testing.World;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
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
  void copies_that_replicas_cut_when_they_leave_are_not_the_devices_failure() {
    var world = world(PULLED);
    world.device.copyingOnly(1_000_000L, 2_000_000L, 3_000_000L);
    JobId id = world.placed();
    for (int hops = 1; hops <= 3; hops++) {
      int hop = hops;
      var leaving = new AtomicReference<JobRunner>();
      leaving.set(world.runner(world.ports(), cutBy(world, leaving), new OrderGate()));
      world.runUntil(leaving.get(), id, job -> world.device.received(Change.Copy.class) == hop);
    }
    assertThat(world.run(id).outcome().map(Outcome::code)).contains("upgraded");
    assertThat(world.device.received(Change.Copy.class)).isEqualTo(4);
    assertThat(world.device.received(Change.DeleteFile.class)).isEqualTo(3);
  }

  @Test
  void copies_are_not_cut_for_ever() {
    var world = world(PULLED);
    world.device.copyingOnly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    var leaving = new AtomicReference<JobRunner>();
    leaving.set(world.runner(world.ports(), cutBy(world, leaving), new OrderGate()));
    Job job = world.runUntil(leaving.get(), world.placed(), one -> false);
    assertThat(job.outcome().map(Outcome::code)).contains("image-present");
    assertThat(job.stage()).isEqualTo(Stage.FAILED);
    assertThat(world.device.received(Change.Copy.class)).isEqualTo(6);
    assertThat(world.device.fileSize(PATH)).isEmpty();
  }

  @Test
  void a_database_that_is_away_for_a_moment_cuts_no_copy() {
    var world = world(PULLED);
    world.pace = new Pace(0.001, new Random(7));
    world.device.copyingOnly(1_000_000L);
    var looks = new CountDownLatch(3);
    var cut = new AtomicBoolean();
    var copying = new AtomicBoolean();
    Drivers drivers =
        copying(
            world,
            session -> {
              Reply reply = session.get();
              copying.set(true);
              await(looks);
              copying.set(false);
              if (!cut.get()) {
                world.device.holding(PATH, PULLED.sizeBytes(), PULLED.md5().orElseThrow());
              }
              return reply;
            },
            () -> {
              if (copying.get()) {
                cut.set(true);
                LongStream.range(0, looks.getCount()).forEach(more -> looks.countDown());
              }
            });
    var away = new AtomicBoolean(true);
    Ports ports =
        world.ports(jobs ->
            Answering.before(
                jobs,
                "save",
                () -> {
                  if (copying.get()) {
                    looks.countDown();
                    if (away.getAndSet(false)) {
                      throw new StorageAway(new IllegalStateException("connection reset"));
                    }
                  }
                }));
    JobId id = world.placed(wish -> wish.stageOnly = true);
    Job job = world.runUntil(world.runner(ports, drivers, new OrderGate()), id, one -> false);
    assertThat(job.stage()).as("%s", job.outcome()).isEqualTo(Stage.STAGED);
    assertThat(away).isFalse();
    assertThat(world.jobs.intents(id).stream().filter(it -> it.kind() == Intent.Kind.COPY))
        .hasSize(1);
    assertThat(world.device.received(Change.Copy.class)).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /// A replica that leaves in the middle of each copy.
  private static Drivers cutBy(World world, AtomicReference<JobRunner> leaving) {
    return copying(
        world,
        sending -> {
          var _ = sending.get();
          leaving.get().hangUp();
          throw new DeviceException.HungUp("the session was closed");
        },
        () -> {});
  }

  /// The device of `world`, with something going on around its copies.
  private static Drivers copying(
      World world, Function<Supplier<Reply>, Reply> around, Runnable onClose) {
    return proxied(
        Drivers.class,
        (drivers, method, arguments) ->
            watched(plainly(world.device, method, arguments), around, onClose));
  }

  private static Object watched(
      Object answer, Function<Supplier<Reply>, Reply> around, Runnable onClose) {
    return answer instanceof IssuDriver session
        ? proxied(
            IssuDriver.class,
            (driver, asked, given) -> {
              if (asked.getName().equals("close")) {
                onClose.run();
              }
              return asked.getName().equals("send") && given[0] instanceof Change.Copy
                  ? around.apply(() -> session.send((Change) given[0], (Patience) given[1]))
                  : plainly(session, asked, given);
            })
        : answer;
  }

  private static <T> T proxied(Class<T> port, InvocationHandler handler) {
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private static Object plainly(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
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
