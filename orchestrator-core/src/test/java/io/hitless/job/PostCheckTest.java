package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.inventory.DeviceFacts;
import io.hitless.job.JobOrder.OnFailure;
import io.hitless.readiness.Checks;
import io.hitless.readiness.CustomCheck;
import io.hitless.readiness.CustomCheck.Definition;
import io.hitless.readiness.CustomCheck.Expectation;
import io.hitless.readiness.CustomCheck.Severity;
import io.hitless.readiness.UpgradeRules;
import io.hitless.readiness.Waiver;
import io.hitless.testing.Some;
import io.hitless.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostCheckTest {
  private final World world = new World("16.9.2", "16.12.4");

  private String kept(JobId id, Evidence.Kind kind) {
    return world.evidence.find(id, kind).orElseThrow().text();
  }

  private Job ended(JobId id) {
    return world.run(id);
  }

  @Test
  void a_good_upgrade_keeps_the_checks_and_what_was_compared() {
    JobId id = world.placed();
    Job job = ended(id);

    assertThat(job.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(kept(id, Evidence.Kind.CHECKS_BEFORE))
        .contains("PASS sso-mode", "$ show redundancy");
    assertThat(kept(id, Evidence.Kind.CHECKS_AFTER)).contains("PASS redundancy-link");
    assertThat(kept(id, Evidence.Kind.OPERATIONS_BEFORE)).contains("# INTERFACES_UP 3", "Te1/0/1");
    assertThat(kept(id, Evidence.Kind.DIFFERENCES)).isEqualTo("none\n");
    assertThat(kept(id, Evidence.Kind.CONFIGURATION_DIFFERENCE)).isEqualTo("none\n");
    assertThat(kept(id, Evidence.Kind.ISSU_HISTORY)).contains("ISSU History");
  }

  @Test
  void a_port_that_stays_down_takes_the_upgrade_back() {
    world.device.losingInterfacesAtSwitchover("Te2/0/1");
    JobId id = world.placed();
    Job job = ended(id);

    assertThat(job.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.outcome().orElseThrow().code()).isEqualTo("post-check-failed");
    assertThat(job.outcome().orElseThrow().evidence()).contains("- interfaces-up: Te2/0/1");
    assertThat(kept(id, Evidence.Kind.DIFFERENCES)).contains("- interfaces-up: Te2/0/1");
  }

  @Test
  void routes_that_are_learned_again_while_it_soaks_are_told_and_not_judged() {
    world.device.withRoutesAfterSwitchover(7);
    JobId id = world.placed(wish -> wish.soak = Duration.ofMinutes(10));
    world.runUntil(id, Stage.SOAKING);
    world.runner().turn(id);
    assertThat(world.job(id).stage()).isEqualTo(Stage.SOAKING);
    assertThat(kept(id, Evidence.Kind.DIFFERENCES)).contains("routes: 220 before, 7 now");

    world.device.withRoutes(219);
    assertThat(ended(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(kept(id, Evidence.Kind.DIFFERENCES)).contains("routes: 220 before, 219 now");
  }

  @Test
  void a_line_of_the_configuration_that_is_gone_holds_the_upgrade_where_the_order_says_so() {
    world.device.configuredAfterSwitchover(
        "hostname C9500\ninterface Te1/0/1\nip new-default\nend\n");
    JobId id = world.placed(wish -> wish.onFailure = OnFailure.HOLD);
    Job job = ended(id);

    assertThat(job.stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    assertThat(job.outcome().orElseThrow().code()).isEqualTo("post-check-failed");
    assertThat(kept(id, Evidence.Kind.CONFIGURATION_DIFFERENCE))
        .isEqualTo("- interface Te1/0/1 / no shutdown\n+ ip new-default\n");
  }

  @Test
  void lines_that_a_new_release_adds_are_told() {
    world.device.configuredAfterSwitchover(
        "hostname C9500\ninterface Te1/0/1\n no shutdown\nip new-default\nend\n");
    JobId id = world.placed();
    assertThat(ended(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(kept(id, Evidence.Kind.CONFIGURATION_DIFFERENCE)).isEqualTo("+ ip new-default\n");
  }

  @Test
  void an_outcome_tells_of_many_differences_only_the_first() {
    StringBuilder many = new StringBuilder("hostname C9500\ninterface Te1/0/1\n no shutdown\n");
    for (int i = 0; i < 500; i++) {
      many.append("ip new-default ").append(i).append('\n');
    }
    world.device.configuredAfterSwitchover(many.append("end\n").toString());
    JobId id = world.placed();
    Job job = ended(id);
    assertThat(job.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(job.outcome().orElseThrow().evidence())
        .last()
        .asString()
        .isEqualTo("… 400 more in differences.txt");
    assertThat(kept(id, Evidence.Kind.CONFIGURATION_DIFFERENCE).lines()).hasSize(500);
  }

  @Test
  void roles_that_were_swapped_more_than_once_are_no_success() {
    world.device.countingSwitchovers(2);
    Job job = ended(world.placed());

    assertThat(job.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.outcome().orElseThrow().evidence().toString()).contains("switched over 3 times");
  }

  @Test
  void what_only_gives_evidence_takes_no_good_upgrade_back() {
    for (String question : List.of("switchoverHistory", "issuHistory")) {
      for (DeviceException none :
          List.of(
              new DeviceException.NotAuthorised("% Authorization failed."),
              new DeviceException.UnrecognisedOutput("show of " + question, "is no table", ""))) {
        World soaking = new World("16.9.2", "16.12.4");
        JobId id = soaking.placed(wish -> wish.soak = Duration.ofMinutes(30));
        soaking.runUntil(id, Stage.WAITING_FOR_SSO);
        soaking.device.failing(
            question, Collections.nCopies(100, none).toArray(DeviceException[]::new));
        assertThat(soaking.run(id).stage()).as(question + ": " + none).isEqualTo(Stage.SUCCEEDED);
        assertThat(soaking.device.received(Change.Abort.class)).isZero();
      }
    }
  }

  @Test
  void a_history_that_hangs_costs_a_session_and_no_more() {
    JobId id = world.placed();
    world.runUntil(id, Stage.WAITING_FOR_SSO);
    world.device.failing(
        "issuHistory",
        Collections.nCopies(1000, new DeviceException.Silent("no prompt in 60 s"))
            .toArray(DeviceException[]::new));
    assertThat(ended(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.device.sessionsOpen()).isZero();
  }

  @Test
  void what_goes_wrong_after_the_commit_is_for_a_person() {
    JobId id = world.placed();
    world.device.onEachQuestion(() -> {
      if (world.device.received(Change.Commit.class) > 0) {
        world.device.withInterfacesUp("Te1/0/1");
      }
    });
    Job job = ended(id);

    assertThat(job.stage()).isEqualTo(Stage.NEEDS_OPERATOR);
    assertThat(job.outcome().orElseThrow().summary()).contains("committed", "Te2/0/1");
  }

  @Test
  void the_inventory_shows_the_true_versions_in_the_middle_of_an_upgrade() {
    JobId id = world.placed();
    List<String> seen = new ArrayList<>();
    world.runUntil(
        id,
        job -> {
          String now =
              world.devices.find(world.registered.id()).orElseThrow().facts().stream()
                  .flatMap(facts -> facts.units().stream())
                  .map(PostCheckTest::unit)
                  .toList()
                  .toString();
          if (seen.isEmpty() || !seen.getLast().equals(now)) {
            seen.add(now);
          }
          return false;
        });
    assertThat(seen)
        .containsSubsequence(
            "[1 ACTIVE 16.9.2, 2 STANDBY 16.9.2]",
            "[1 DISABLED unknown, 2 ACTIVE 16.12.4]",
            "[1 STANDBY 16.12.4, 2 ACTIVE 16.12.4]");
  }

  private static String unit(DeviceFacts.Unit unit) {
    return unit.name() + " " + unit.role() + " " + unit.version();
  }

  @Test
  void an_unknown_path_stops_a_job_unless_somebody_answers_for_it() {
    World strange = new World("16.9.2", "16.7.4");
    assertThat(strange.run(strange.placed()).stage()).isEqualTo(Stage.FAILED);

    World unruled = new World("26.2.1", "26.3.1");
    Job refused = unruled.run(unruled.placed());
    assertThat(refused.outcome().orElseThrow().code()).isEqualTo("precheck-unknown");
    assertThat(refused.outcome().orElseThrow().summary())
        .contains("upgrade-path could not be told", "right to waive");

    unruled.waivers.grant(
        new Waiver(
            UUID.randomUUID(),
            unruled.registered.id(),
            "upgrade-path",
            Optional.of(unruled.image.id()),
            "TAC case 4711",
            "noc lead",
            unruled.clock.instant(),
            unruled.clock.instant().plus(Duration.ofDays(1))));
    JobId id = unruled.placed();
    assertThat(unruled.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(unruled.evidence.find(id, Evidence.Kind.CHECKS_BEFORE).orElseThrow().text())
        .contains("UNKNOWN upgrade-path", "waived by noc lead: TAC case 4711");
  }

  @Test
  void a_sites_own_question_is_asked_before_and_after() {
    world.checks =
        Checks.standard(
            UpgradeRules.shipped(),
            List.of(
                CustomCheck.of(
                    new Definition(
                        "all-well",
                        "show environment all",
                        "well$",
                        Expectation.PRESENT,
                        Severity.FAIL,
                        "Fans"))));
    JobId good = world.placed();
    world.runUntil(good, Stage.SOAKING);
    assertThat(kept(good, Evidence.Kind.CHECKS_BEFORE)).contains("PASS all-well");
    world.device.printing("fan 1 is out of order");
    assertThat(ended(good).stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(kept(good, Evidence.Kind.CHECKS_AFTER)).contains("FAIL all-well");

    Job refused = ended(world.placed());
    assertThat(refused.stage()).isEqualTo(Stage.FAILED);
    assertThat(refused.outcome().orElseThrow().code()).isEqualTo("all-well");
  }

  @Test
  void another_device_is_not_upgraded() {
    world.devices.learned(world.registered.id(), Some.facts("16.9.2"));
    world.device.calledNow("C9500", List.of("FCW0000", "FCW0001"));
    Job job = ended(world.placed());
    assertThat(job.stage()).isEqualTo(Stage.FAILED);
    assertThat(job.outcome().orElseThrow().summary()).contains("same-device", "another device");
  }
}
