package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.Change;
import io.hitless.testing.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoodDayTest {
  private final World world = new World("16.9.2", "16.12.4");

  @Test
  void three_steps_upgrade_both_units_with_each_command_sent_once() {
    JobId id = world.placed();
    Job job = world.run(id);
    assertThat(job.outcome()).map(Outcome::code).contains("upgraded");
    assertThat(job.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.device.received())
        .extracting(change -> (Object) change.getClass())
        .containsExactly(Change.AddImage.class, Change.Activate.class, Change.Commit.class);
    assertThat(world.device.versions()).containsExactly("16.12.4", "16.12.4");
    assertThat(world.device.sessionsOpen()).isZero();
  }

  @Test
  void the_job_goes_through_its_stages_in_order() {
    Job job = world.run(world.placed());
    assertThat(job.timeline())
        .extracting(Job.Entered::stage)
        .containsExactly(
            Stage.QUEUED,
            Stage.PRECHECKING,
            Stage.STAGING,
            Stage.ADDING,
            Stage.STAGED,
            Stage.ACTIVATING,
            Stage.WAITING_FOR_SSO,
            Stage.SOAKING,
            Stage.COMMITTING,
            Stage.VERIFYING,
            Stage.SUCCEEDED);
    assertThat(job.percent()).isEqualTo(100);
    assertThat(job.dueAt()).isEmpty();
  }

  @Test
  void every_intent_is_settled_and_every_change_of_state_is_told() {
    JobId id = world.placed();
    Job job = world.run(id);
    assertThat(world.jobs.intents(id)).allMatch(intent -> intent.settledAs().isPresent());
    assertThat(world.events(id, "job.state-changed")).hasSize(job.timeline().size());
    assertThat(world.events(id, "job.command-intended")).hasSize(3);
    assertThat(world.events(id, "job.command-answered")).hasSize(3);
  }

  @Test
  void the_conversation_is_written_down() {
    JobId id = world.placed();
    world.run(id);
    List<String> typed = new ArrayList<>();
    world.transcripts.read(
        id,
        line -> {
          if (line.kind() == Transcripts.Kind.TYPED) {
            typed.add(line.text());
          }
        });
    assertThat(typed).contains("show version\r", "install activate issu\r", "install commit\r");
  }

  @Test
  void what_the_device_is_now_is_learned() {
    world.run(world.placed());
    assertThat(
            world.devices.find(world.registered.id()).orElseThrow().facts().orElseThrow().units())
        .extracting(unit -> unit.version())
        .containsOnly("16.12.4");
  }

  @Test
  void progress_only_grows_and_an_end_is_always_in_sight() {
    JobId id = world.placed();
    List<Integer> percents = new ArrayList<>();
    world.runUntil(
        id,
        job -> {
          percents.add(job.percent());
          assertThat(job.stage().terminal() || job.eta().isPresent()).isTrue();
          return false;
        });
    assertThat(percents).isSorted();
  }
}
