package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.facts.AutoAbort;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.InstallSummary.Installed;
import io.hitless.device.facts.InstallSummary.State;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.IssuState.Phase;
import io.hitless.device.facts.Platform;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// What four answers together amount to.
class SituationsTest {
  private static final SoftwareVersion OLD = SoftwareVersion.of("16.9.2");
  private static final SoftwareVersion TARGET = SoftwareVersion.of("16.12.4");
  private static final SoftwareVersion OTHER = SoftwareVersion.of("16.12.3");

  /// Four answers, written short.
  private static final class Answers {
    private SoftwareVersion active = OLD;
    private Optional<SoftwareVersion> peer = Optional.of(OLD);
    private boolean hot = true;
    private Optional<Phase> phase = Optional.empty();
    private String lastOperation = "";
    private boolean terminal = true;
    private Optional<String> addedImage = Optional.empty();
    private Optional<String> abortReason = Optional.empty();
    private AutoAbort timer = new AutoAbort.Inactive();
    private List<Installed> first = List.of(held(State.COMMITTED, OLD));
    private List<Installed> second = List.of(held(State.COMMITTED, OLD));

    private static Installed held(State state, SoftwareVersion version) {
      return new Installed("IMG", state, version.release() + ".0.2433");
    }

    private Look look() {
      IssuState.Operation operation =
          phase
              .<IssuState.Operation>map(at ->
                  new IssuState.InProgress(
                      "Step-by-step ISSU",
                      Optional.empty(),
                      at,
                      at + " state",
                      lastOperation,
                      List.of(),
                      List.of(),
                      timer,
                      Optional.empty(),
                      addedImage,
                      abortReason,
                      "sso",
                      terminal))
              .orElseGet(IssuState.Idle::new);
      var blocks = new ArrayList<InstallSummary.Block>();
      blocks.add(new InstallSummary.Block(List.of("1"), first));
      if (hot) {
        blocks.add(new InstallSummary.Block(List.of("2"), second));
      }
      return new Look(
          reading(new IssuState(Optional.empty(), operation)),
          reading(new InstallSummary(blocks, timer)),
          reading(
              new Software(
                  "C9500",
                  Platform.C9500,
                  Optional.empty(),
                  active,
                  Optional.of("flash:packages.conf"),
                  Optional.empty(),
                  Optional.empty(),
                  List.of(),
                  List.of())),
          reading(
              new Redundancy(
                  hot,
                  "sso",
                  hot ? "sso" : "non-redundant",
                  hot,
                  0,
                  Optional.empty(),
                  processor("ACTIVE", Optional.of(active)),
                  Optional.of(processor(hot ? "STANDBY HOT" : "DISABLED", peer)))));
    }

    private static Redundancy.Processor processor(String state, Optional<SoftwareVersion> version) {
      return new Redundancy.Processor("slot", state, version, Optional.empty(), Optional.empty());
    }

    private static <T> Reading<T> reading(T value) {
      return new Reading<>("show", value, List.of("a line"));
    }

    private Situation seen() {
      return Situations.of(look(), OLD, TARGET, false);
    }
  }

  private static Answers answers(java.util.function.Consumer<Answers> change) {
    var answers = new Answers();
    change.accept(answers);
    return answers;
  }

  private static void onTarget(Answers answers) {
    answers.active = TARGET;
    answers.peer = Optional.of(TARGET);
    answers.first = List.of(Answers.held(State.COMMITTED, TARGET));
    answers.second = answers.first;
  }

  @Test
  void an_idle_pair_on_the_old_release_is_told_apart_by_what_is_listed() {
    List<Installed> listed =
        List.of(Answers.held(State.COMMITTED, OLD), Answers.held(State.INACTIVE, TARGET));
    List<Installed> other =
        List.of(Answers.held(State.COMMITTED, OLD), Answers.held(State.INACTIVE, OTHER));
    assertThat(answers(a -> {}).seen()).isEqualTo(Situation.OLD_CLEAN);
    assertThat(
            answers(
                    a -> {
                      a.first = listed;
                      a.second = listed;
                    })
                .seen())
        .isEqualTo(Situation.LISTED);
    assertThat(answers(a -> a.second = listed).seen()).isEqualTo(Situation.LISTED_PARTLY);
    assertThat(answers(a -> a.second = other).seen()).isEqualTo(Situation.OLD_LEFTOVERS);
  }

  @Test
  void a_pair_that_restarted_since_is_not_taken_for_one_that_never_began() {
    List<Installed> listed =
        List.of(Answers.held(State.COMMITTED, OLD), Answers.held(State.INACTIVE, TARGET));
    Look look =
        answers(
                a -> {
                  a.first = listed;
                  a.second = listed;
                })
            .look();
    assertThat(Situations.of(look, OLD, TARGET, true)).isEqualTo(Situation.LISTED_AFTER_RELOAD);
  }

  @Test
  void added_state_is_ours_only_if_the_target_is_listed_on_both_units_and_nothing_else() {
    List<Installed> listed =
        List.of(Answers.held(State.COMMITTED, OLD), Answers.held(State.INACTIVE, TARGET));
    List<Installed> other =
        List.of(Answers.held(State.COMMITTED, OLD), Answers.held(State.INACTIVE, OTHER));
    Answers added = answers(a -> a.phase = Optional.of(Phase.ADDED));
    assertThat(added.seen()).isEqualTo(Situation.STRANGE_UPGRADE);
    added.first = listed;
    assertThat(added.seen()).isEqualTo(Situation.LISTED_PARTLY);
    added.second = listed;
    assertThat(added.seen()).isEqualTo(Situation.ADDED);
    added.second = other;
    assertThat(added.seen()).isEqualTo(Situation.OTHER_UPGRADE);
    added.first = other;
    assertThat(added.seen()).isEqualTo(Situation.OTHER_UPGRADE);
  }

  @Test
  void an_idle_pair_whose_timer_runs_has_begun_to_activate() {
    List<Installed> listed =
        List.of(Answers.held(State.COMMITTED, OLD), Answers.held(State.INACTIVE, TARGET));
    Answers begun =
        answers(a -> {
          a.first = listed;
          a.second = listed;
          a.timer = new AutoAbort.Running(Duration.ofHours(2));
        });
    assertThat(begun.seen()).isEqualTo(Situation.ACTIVATING);
  }

  @Test
  void added_state_with_an_activation_behind_it_is_activating() {
    assertThat(
            answers(
                    a -> {
                      a.phase = Optional.of(Phase.ADDED);
                      a.lastOperation = "Activate location standby Chassis 2";
                      a.terminal = false;
                    })
                .seen())
        .isEqualTo(Situation.ACTIVATING);
    assertThat(
            answers(
                    a -> {
                      a.phase = Optional.of(Phase.ADDED);
                      a.timer = new AutoAbort.Running(Duration.ofHours(2));
                    })
                .seen())
        .isEqualTo(Situation.ACTIVATING);
  }

  @Test
  void activated_is_said_only_of_two_hot_units_on_the_target_in_terminal_state() {
    Answers activated =
        answers(a -> {
          onTarget(a);
          a.phase = Optional.of(Phase.ACTIVATED);
          a.lastOperation = "Switchover";
        });
    assertThat(activated.seen()).isEqualTo(Situation.ACTIVATED);
    activated.terminal = false;
    assertThat(activated.seen()).isEqualTo(Situation.ACTIVATING);
    activated.terminal = true;
    activated.peer = Optional.empty();
    assertThat(activated.seen()).isEqualTo(Situation.ACTIVATING);
    activated.peer = Optional.of(OLD);
    activated.timer = new AutoAbort.Running(Duration.ofHours(1));
    assertThat(activated.seen()).isEqualTo(Situation.MIXED);
    activated.timer = new AutoAbort.Inactive();
    assertThat(activated.seen()).isEqualTo(Situation.ROLLING_BACK);
    activated.peer = Optional.of(TARGET);
    activated.hot = false;
    assertThat(activated.seen()).isEqualTo(Situation.ACTIVATING);
  }

  @Test
  void a_commit_that_runs_and_a_way_back_that_runs_are_seen() {
    Answers going =
        answers(a -> {
          onTarget(a);
          a.phase = Optional.of(Phase.ACTIVATED);
          a.lastOperation = "Commit R0";
        });
    assertThat(going.seen()).isEqualTo(Situation.COMMITTING);
    going.abortReason = Optional.of("Auto abort timer expired");
    assertThat(going.seen()).isEqualTo(Situation.ROLLING_BACK);
  }

  /// 16.9 prints no abort reason.
  @Test
  void a_pair_that_goes_back_without_saying_why_is_told_by_what_it_runs() {
    Answers back =
        answers(a -> {
          a.phase = Optional.of(Phase.ACTIVATED);
          a.lastOperation = "Switchover";
          a.hot = false;
          a.terminal = false;
        });
    assertThat(back.seen()).isEqualTo(Situation.ROLLING_BACK);
    back.hot = true;
    back.terminal = true;
    assertThat(back.seen()).isEqualTo(Situation.ROLLING_BACK);
    back.peer = Optional.of(TARGET);
    back.timer = new AutoAbort.Running(Duration.ofHours(1));
    assertThat(back.seen()).isEqualTo(Situation.MIXED);
    back.phase = Optional.of(Phase.ACTIVE_SWITCHED_OVER);
    assertThat(back.seen()).isEqualTo(Situation.ROLLING_BACK);
  }

  @Test
  void an_upgrade_to_another_release_is_never_ours() {
    for (Phase phase : Phase.values()) {
      assertThat(
              answers(
                      a -> {
                        a.phase = Optional.of(phase);
                        a.addedImage = Optional.of("cat9k_iosxe.16.12.03.SPA.bin");
                      })
                  .seen())
          .isEqualTo(Situation.OTHER_UPGRADE);
    }
  }

  @Test
  void the_target_is_clean_only_when_it_is_committed_everywhere_and_nothing_is_left() {
    assertThat(answers(SituationsTest::onTarget).seen()).isEqualTo(Situation.TARGET_CLEAN);
    assertThat(
            answers(
                    a -> {
                      onTarget(a);
                      a.second = List.of(Answers.held(State.UNCOMMITTED, TARGET));
                    })
                .seen())
        .isEqualTo(Situation.TARGET_UNCOMMITTED);
    assertThat(
            answers(
                    a -> {
                      onTarget(a);
                      a.timer = new AutoAbort.RunningUntimed();
                    })
                .seen())
        .isEqualTo(Situation.TARGET_UNCOMMITTED);
  }

  @Test
  void units_that_differ_and_a_peer_that_is_away_are_no_success_of_any_kind() {
    assertThat(answers(a -> a.peer = Optional.of(TARGET)).seen()).isEqualTo(Situation.MIXED);
    assertThat(answers(a -> a.peer = Optional.of(OTHER)).seen()).isEqualTo(Situation.STRANGE);
    assertThat(answers(a -> a.peer = Optional.empty()).seen()).isEqualTo(Situation.STRANGE);
    assertThat(answers(a -> a.hot = false).seen()).isEqualTo(Situation.OLD_PEER_AWAY);
    assertThat(
            answers(
                    a -> {
                      onTarget(a);
                      a.hot = false;
                    })
                .seen())
        .isEqualTo(Situation.TARGET_PEER_AWAY);
  }

  /// Whatever four answers come together, an end is read from them only when all of it is there.
  @Property(tries = 2000)
  void no_combination_is_taken_for_an_end_or_for_a_commit_without_all_of_its_conditions(
      @ForAll boolean activeNew,
      @ForAll boolean peerNew,
      @ForAll boolean peerTold,
      @ForAll boolean hot,
      @ForAll boolean terminal,
      @ForAll boolean firstNew,
      @ForAll boolean secondNew,
      @ForAll State firstState,
      @ForAll State secondState,
      @ForAll Optional<Phase> phase) {
    Answers answers =
        answers(a -> {
          a.active = activeNew ? TARGET : OLD;
          a.peer = peerTold ? Optional.of(peerNew ? TARGET : OLD) : Optional.empty();
          a.hot = hot;
          a.terminal = terminal;
          a.phase = phase;
          a.first = List.of(Answers.held(firstState, firstNew ? TARGET : OLD));
          a.second = List.of(Answers.held(secondState, secondNew ? TARGET : OLD));
        });
    boolean bothNew = activeNew && peerTold && peerNew;
    boolean bothOld = !activeNew && peerTold && !peerNew;
    boolean committed = firstState == State.COMMITTED && secondState == State.COMMITTED;
    Situation seen = answers.seen();
    if (seen == Situation.TARGET_CLEAN) {
      assertThat(phase.isEmpty() && bothNew && hot && committed && firstNew && secondNew).isTrue();
    }
    if (seen == Situation.OLD_CLEAN) {
      assertThat(phase.isEmpty() && bothOld && hot && committed && !firstNew && !secondNew)
          .isTrue();
    }
    if (seen == Situation.ACTIVATED) {
      assertThat(phase.equals(Optional.of(Phase.ACTIVATED)) && bothNew && hot && terminal).isTrue();
    }
  }
}
