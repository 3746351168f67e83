package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.device.Drivers;
import io.hitless.device.IssuDriver;
import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import io.hitless.testing.Crashing;
import io.hitless.testing.World;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/// Anything may happen at any moment: operators ask for whatever they like, the process dies before
/// or after any write or send, the device loses sessions and commands, refuses, comes back late.
/// After every single step the few things that must always hold are asked of the job and of the
/// device.
class AnyNightTest {
  private static final int CI_STEPS = 5_000;
  private static final int STEPS = Integer.getInteger("hitless.nights.steps", CI_STEPS);
  private static final int STEPS_A_NIGHT = 80;

  /// Commands that nobody may repeat but after a refusal, a loss or an operator's word.
  private static final Set<Intent.Kind> ONCE =
      Set.of(Intent.Kind.ACTIVATE, Intent.Kind.COMMIT, Intent.Kind.ABORT);

  @Property(tries = 40, seed = "20261122", shrinking = ShrinkingMode.OFF)
  void whatever_happens_nothing_is_sent_twice_lost_or_sent_into_a_running_operation(
      @ForAll long seed) {
    new Night(seed).live(STEPS_A_NIGHT);
  }

  /// The long run: `-Dhitless.nights.steps=100000`.
  @Test
  void thousands_of_steps_of_nights_that_nobody_planned() {
    Random seeds = new Random(Long.getLong("hitless.nights.seed", 20_240_229L));
    for (int done = 0; done < STEPS; ) {
      done += new Night(seeds.nextLong()).live(STEPS_A_NIGHT);
    }
  }

  /// One job, one device, and everything that befalls them.
  private static final class Night {
    private final long seed;
    private final Random chance;
    private final World world = new World("16.9.2", "16.12.4");
    private final JobId job;
    private final List<String> story = new ArrayList<>();
    private final Map<Intent.Kind, Integer> excuses = new EnumMap<>(Intent.Kind.class);
    private final Map<Intent.Kind, Integer> arrived = new EnumMap<>(Intent.Kind.class);
    private final Set<Action> asked = java.util.EnumSet.noneOf(Action.class);
    private boolean crashed;

    Night(long seed) {
      this.seed = seed;
      this.chance = new Random(seed);
      this.job =
          world.placed(wish -> {
            wish.onFailure =
                chance.nextInt(4) == 0 ? JobOrder.OnFailure.HOLD : JobOrder.OnFailure.ABORT;
            wish.commit =
                chance.nextInt(4) == 0 ? JobOrder.CommitBy.MANUAL : JobOrder.CommitBy.AUTO;
          });
    }

    int live(int most) {
      int steps = 0;
      try {
        while (steps < most && !stage().terminal()) {
          steps++;
          step();
          alwaysHolds();
        }
        return Math.max(1, steps);
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError(
            "night " + seed + " in " + stage() + ": " + String.join("; ", story), broken);
      }
    }

    private Stage stage() {
      return world.job(job).stage();
    }

    private void step() {
      switch (chance.nextInt(10)) {
        case 0 -> operator();
        case 1 -> misfortune();
        case 2, 3 -> turn(new Crashing(1 + chance.nextInt(6), chance.nextBoolean()));
        case 4 -> pass(Duration.ofSeconds(1 + chance.nextInt(900)));
        default -> turn(new Crashing(Integer.MAX_VALUE, false));
      }
    }

    private void operator() {
      Action action = Action.values()[chance.nextInt(Action.values().length)];
      try {
        world.ask(job, action, resolution(action), action == Action.CLEAR && chance.nextBoolean());
        asked.add(action);
        story.add("asked for " + action);
        if (Set.of(Action.RETRY, Action.ABORT, Action.COMMIT, Action.HAND_BACK).contains(action)) {
          ONCE.forEach(kind -> excuses.merge(kind, 2, Integer::sum));
        }
      } catch (IllegalInState | OrderRefused no) {
        story.add(action + " was not allowed");
      }
    }

    private Optional<Stage> resolution(Action action) {
      return action == Action.RESOLVE
          ? Optional.of(chance.nextBoolean() ? Stage.SUCCEEDED : Stage.FAILED)
          : Optional.empty();
    }

    private void misfortune() {
      List<Class<? extends Change>> kinds =
          List.of(
              Change.AddImage.class,
              Change.Activate.class,
              Change.Commit.class,
              Change.RemoveInactive.class);
      Class<? extends Change> kind = kinds.get(chance.nextInt(kinds.size()));
      switch (chance.nextInt(6)) {
        case 0 -> {
          world.device.dropping(kind, 1);
          excuse(kind);
          story.add("will lose " + kind.getSimpleName());
        }
        case 1 -> {
          world.device.hangingUpBefore(kind);
          story.add("will hang up before " + kind.getSimpleName());
        }
        case 2 -> {
          world.device.hangingUpAfter(kind);
          story.add("will hang up in " + kind.getSimpleName());
        }
        case 3 -> {
          world.device.refusing(kind, Refusal.ENGINE_BUSY);
          excuse(kind);
          story.add("will refuse " + kind.getSimpleName());
        }
        case 4 -> {
          world.device.unreachable(Duration.ofSeconds(chance.nextInt(600)));
          story.add("is out of reach");
        }
        default -> {
          world.device.syncFailingAfterSwitchover("interface Te1/0/1");
          story.add("will take a line amiss");
        }
      }
    }

    private void excuse(Class<? extends Change> kind) {
      if (kind == Change.Activate.class) {
        excuses.merge(Intent.Kind.ACTIVATE, 1, Integer::sum);
      } else if (kind == Change.Commit.class) {
        excuses.merge(Intent.Kind.COMMIT, 1, Integer::sum);
      }
    }

    private void pass(Duration length) {
      world.clock.until(world.clock.instant().plus(length));
      world.device.live();
    }

    private void turn(Crashing crashing) {
      JobRunner runner =
          world.runner(
              world.ports(crashing::through), crashing.through(watched()), new OrderGate());
      try {
        Optional<Instant> due = runner.turn(job);
        story.add("turn → " + stage());
        due.ifPresent(world.clock::until);
      } catch (Crashing.Crash crash) {
        crashed = true;
        story.add("died " + crash.getMessage() + " in " + stage());
        pass(Lease.LENGTH.plusSeconds(1));
      }
      world.device.live();
    }

    // --- what must always hold ----------------------------------------------------------------

    /// The device, with each change looked at as it arrives.
    private Drivers watched() {
      return seen(
          Drivers.class,
          world.device,
          (method, arguments, answer) ->
              answer instanceof IssuDriver session
                  ? seen(IssuDriver.class, session, this::heed)
                  : answer);
    }

    /// An abort that comes a little early is refused and does no harm.
    private Object heed(Method method, Object[] arguments, Object answer) {
      if (answer instanceof Reply.Refused refused
          && arguments[0] instanceof Change.Activate
          && refused.reason() == Refusal.NOT_IN_THIS_STATE) {
        throw new AssertionError("told " + arguments[0] + " in a state that isn't for it");
      }
      return answer;
    }

    private void alwaysHolds() {
      Job now = world.job(job);
      List<Intent> intents = world.jobs.intents(job);
      assertThat(world.device.received().size())
          .as("every change was meant before it was sent")
          .isLessThanOrEqualTo(intents.size());
      arrived.clear();
      arrived.put(Intent.Kind.ACTIVATE, (int) world.device.received(Change.Activate.class));
      arrived.put(Intent.Kind.COMMIT, (int) world.device.received(Change.Commit.class));
      arrived.put(Intent.Kind.ABORT, (int) world.device.received(Change.Abort.class));
      arrived.forEach((kind, times) ->
          assertThat(times)
              .as("%s arrived", kind)
              .isLessThanOrEqualTo(1 + excuses.getOrDefault(kind, 0)));
      if (!asked.contains(Action.CLEAR)) {
        assertThat(world.device.received(Change.ClearInstallState.class))
            .as("nobody asked for clear install state")
            .isZero();
      }
      boolean somebodysTurn =
          now.stage().terminal() || now.stage() == Stage.NEEDS_OPERATOR || now.handedOver();
      if (!somebodysTurn && !crashed) {
        assertThat(now.dueAt()).as("a job that goes on has its hour").isPresent();
      }
      if (!asked.contains(Action.RESOLVE)) {
        endsAreTrue(now.stage());
      }
    }

    private void endsAreTrue(Stage stage) {
      switch (stage) {
        case SUCCEEDED -> assertThat(world.device.versions()).containsExactly("16.12.4", "16.12.4");
        case FAILED, CANCELLED, ROLLED_BACK ->
            assertThat(world.device.versions()).containsExactly("16.9.2", "16.9.2");
        case QUEUED,
            PRECHECKING,
            STAGING,
            ADDING,
            STAGED,
            ACTIVATING,
            WAITING_FOR_SSO,
            SOAKING,
            COMMITTING,
            VERIFYING,
            INSTALLING,
            ABORTING,
            CLEARING,
            NEEDS_OPERATOR -> {}
      }
    }

    private interface Eye {
      Object heed(Method method, Object[] arguments, Object answer);
    }

    private static <T> T seen(Class<T> port, T real, Eye eye) {
      return port.cast(
          Proxy.newProxyInstance(
              port.getClassLoader(),
              new Class<?>[] {port},
              (proxy, method, arguments) -> {
                try {
                  return eye.heed(method, arguments, method.invoke(real, arguments));
                } catch (InvocationTargetException thrown) {
                  throw thrown.getCause();
                }
              }));
    }
  }
}
