package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.testing.Crashing;
import io.hitless.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The process dies at every single write to the database and every command to the device, before
/// and after it took effect; another takes over. Each changing command must have reached the device
/// once, and the job must end where it would have ended. Commands take their time, so that whoever
/// takes over meets a device that is still at it.
class CrashTest {
  private static final List<Class<?>> UPGRADE =
      List.of(Change.AddImage.class, Change.Activate.class, Change.Commit.class);
  private static final List<Class<?>> WAY_BACK =
      List.of(
          Change.AddImage.class,
          Change.Activate.class,
          Change.Abort.class,
          Change.RemoveInactive.class);

  private static World world(Consumer<World> circumstance) {
    var world = new World("16.9.2", "16.12.4");
    circumstance.accept(world);
    return world;
  }

  /// How many calls there are to die at.
  private static int calls(Consumer<World> circumstance) {
    World world = world(circumstance);
    var never = new Crashing(Integer.MAX_VALUE, false);
    JobId id = world.placed();
    world.runUntil(runner(world, never), id, job -> false);
    return never.calls();
  }

  private static JobRunner runner(World world, Crashing crashing) {
    return world.runner(
        world.ports(crashing::through), crashing.through(world.device), new OrderGate());
  }

  private static Job crashed(World world, JobId id, Crashing crashing) {
    try {
      world.runUntil(runner(world, crashing), id, job -> false);
      throw new AssertionError("nothing crashed");
    } catch (Crashing.Crash crash) {
      return world.runUntil(world.runner(), id, job -> false);
    }
  }

  private static List<Class<?>> kinds(World world) {
    List<Class<?>> kinds = new ArrayList<>();
    world.device.received().forEach(change -> kinds.add(change.getClass()));
    return kinds;
  }

  private static Stream<DynamicTest> everywhere(
      Consumer<World> circumstance, Consumer<Ended> verdict) {
    return IntStream.rangeClosed(1, calls(circumstance))
        .boxed()
        .flatMap(at ->
            Stream.of(false, true)
                .map(after ->
                    DynamicTest.dynamicTest(
                        (after ? "after" : "before") + " call " + at,
                        () -> {
                          World world = world(circumstance);
                          JobId id = world.placed();
                          Job job = crashed(world, id, new Crashing(at, after));
                          verdict.accept(new Ended(world, id, job));
                        })));
  }

  private record Ended(World world, JobId id, Job job) {}

  @TestFactory
  Stream<DynamicTest> a_crash_anywhere_on_a_good_day_ends_in_the_same_upgrade() {
    return everywhere(
        world ->
            world.device.hangingUpAfter(Change.AddImage.class).hangingUpAfter(Change.Commit.class),
        ended -> {
          assertThat(ended.job().outcome().map(Outcome::code)).contains("upgraded");
          assertThat(ended.job().stage()).isEqualTo(Stage.SUCCEEDED);
          assertThat(kinds(ended.world())).isEqualTo(UPGRADE);
          assertThat(ended.world().device.versions()).containsExactly("16.12.4", "16.12.4");
        });
  }

  @TestFactory
  Stream<DynamicTest> a_crash_anywhere_on_the_way_back_ends_on_the_old_release_and_clean() {
    return everywhere(
        world -> {
          world.device.syncFailingAfterSwitchover("interface Te1/0/1");
        },
        ended -> {
          Job job = ended.job();
          if (job.stage() == Stage.NEEDS_OPERATOR) {
            // An abort that was meant and never sent: the device shows nothing, and only a person
            // may say it again.
            assertThat(job.outcome().map(Outcome::code)).contains("abort-did-nothing");
            assertThat(kinds(ended.world())).doesNotContain(Change.Abort.class);
            ended.world().ask(ended.id(), Action.ABORT);
            job = ended.world().run(ended.id());
          }
          assertThat(job.stage()).as("%s", job.outcome()).isEqualTo(Stage.ROLLED_BACK);
          assertThat(job.outcome().orElseThrow().rolledBackBy()).contains(Outcome.RolledBackBy.JOB);
          assertThat(kinds(ended.world())).isEqualTo(WAY_BACK);
          assertThat(ended.world().device.versions()).containsExactly("16.9.2", "16.9.2");
        });
  }
}
