package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.image.Image;
import io.hitless.testing.Crashing;
import io.hitless.testing.Some;
import io.hitless.testing.World;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The process dies at every single write and every command while an image is brought, and another
/// takes over: the device is never told to copy or to delete more often than without the crash.
class CopyCrashTest {
  private static final String NAME = "cat9k_iosxe.16.12.4.SPA.bin";
  private static final Image PULLED =
      Some.image(NAME, "16.12.4", new Image.Source.Pull("http://192.0.2.1/" + NAME));

  private record Ended(World world, Job job) {
    void staged(int copies, int deletes) {
      assertThat(job.stage()).as("%s", job.outcome()).isEqualTo(Stage.STAGED);
      assertThat(world.device.received(Change.Copy.class)).isEqualTo(copies);
      assertThat(world.device.received(Change.DeleteFile.class)).isEqualTo(deletes);
      assertThat(world.device.fileSize("flash:" + NAME)).contains(PULLED.sizeBytes());
    }
  }

  private static World world(Consumer<World> circumstance) {
    var world = new World("16.9.2", PULLED);
    world.device.hashing("flash:" + NAME, PULLED.md5().orElseThrow());
    circumstance.accept(world);
    return world;
  }

  private static Job run(World world, JobId id, Crashing crashing) {
    JobRunner runner =
        world.runner(
            world.ports(crashing::through), crashing.through(world.device), new OrderGate());
    return world.runUntil(runner, id, job -> false);
  }

  private static Stream<DynamicTest> everywhere(
      Consumer<World> circumstance, Consumer<Ended> verdict) {
    var never = new Crashing(Integer.MAX_VALUE, false);
    World whole = world(circumstance);
    verdict.accept(new Ended(whole, run(whole, placed(whole), never)));
    return IntStream.rangeClosed(1, never.calls())
        .boxed()
        .flatMap(at ->
            Stream.of(false, true)
                .map(after ->
                    DynamicTest.dynamicTest(
                        (after ? "after" : "before") + " call " + at,
                        () -> {
                          World world = world(circumstance);
                          JobId id = placed(world);
                          try {
                            var _ = run(world, id, new Crashing(at, after));
                            throw new AssertionError("nothing crashed");
                          } catch (Crashing.Crash crash) {
                            verdict.accept(
                                new Ended(world, world.runUntil(world.runner(), id, job -> false)));
                          }
                        })));
  }

  private static JobId placed(World world) {
    return world.placed(wish -> wish.stageOnly = true);
  }

  @TestFactory
  Stream<DynamicTest> a_copy_that_goes_on_by_itself_is_made_once() {
    return everywhere(
        world -> world.device.hangingUpAfter(Change.Copy.class), ended -> ended.staged(1, 0));
  }

  @TestFactory
  Stream<DynamicTest> a_short_copy_is_deleted_once_and_made_once_more() {
    return everywhere(world -> world.device.copyingOnly(1_000_000L), ended -> ended.staged(2, 1));
  }
}
