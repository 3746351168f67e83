package io.hitless.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hitless.image.Image;
import io.hitless.job.OrderRefused.Kind;
import io.hitless.page.PageRequest;
import io.hitless.testing.Some;
import io.hitless.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PlaceOrderTest {
  private final World world = new World("16.9.2", "16.12.4");

  private void refused(Kind kind, String code, String pointer, OrderRequest request) {
    assertThatExceptionOfType(OrderRefused.class)
        .isThrownBy(() -> world.placing().place(request))
        .satisfies(no -> {
          assertThat(no.kind()).isEqualTo(kind);
          assertThat(no.code()).isEqualTo(code);
          assertThat(no.pointer()).isEqualTo(pointer);
          assertThat(no.getMessage()).isNotBlank();
        });
    assertThat(world.jobs.list(JobFilter.ALL, PageRequest.first(10)).items()).isEmpty();
  }

  private OrderRequest changed(UnaryOperator<OrderRequest> change) {
    return change.apply(world.order(wish -> {}));
  }

  private static OrderRequest with(OrderRequest r, String device, String image, String reason) {
    return new OrderRequest(
        device,
        image,
        r.workflow(),
        r.commit(),
        r.soak(),
        r.onFailure(),
        r.notBefore(),
        r.stageOnly(),
        r.acknowledgeNoRollback(),
        r.externalRefs(),
        reason,
        r.author(),
        r.authorPerson());
  }

  @Test
  void a_sound_order_becomes_a_queued_job_that_is_due_at_once() {
    Job job = world.placing().place(world.order(wish -> {}));
    assertThat(world.jobs.find(job.id())).contains(job);
    assertThat(job.stage()).isEqualTo(Stage.QUEUED);
    assertThat(job.dueAt()).contains(world.clock.instant());
    assertThat(job.order().target().release()).isEqualTo("16.12.4");
    assertThat(world.events(job.id(), "job.state-changed")).hasSize(1);
  }

  @Test
  void a_device_may_be_named_by_its_id() {
    OrderRequest byId =
        changed(r -> with(r, world.registered.id().toString(), r.image(), r.reason()));
    assertThat(world.placing().place(byId).order().deviceName()).isEqualTo(world.registered.name());
  }

  @Test
  void preparing_checks_the_same_and_stores_nothing() {
    Job job = world.placing().prepare(world.order(wish -> {}));
    assertThat(job.stage()).isEqualTo(Stage.QUEUED);
    assertThat(world.jobs.find(job.id())).isEmpty();
  }

  @Test
  void a_second_order_for_the_device_is_refused_already_when_prepared() {
    Job open = world.placing().place(world.order(wish -> {}));
    assertThatExceptionOfType(Jobs.DeviceBusy.class)
        .isThrownBy(() -> world.placing().prepare(world.order(wish -> {})))
        .satisfies(busy -> assertThat(busy.open()).isEqualTo(open.id()));
  }

  @Test
  void what_is_named_must_be_there() {
    for (String nobody : List.of("nobody", "", "3f0b8f5e-0d7c-7000-8000-000000000000", "a\nb")) {
      refused(
          Kind.UNKNOWN_REFERENCE,
          "unknown-device",
          "/device",
          changed(r -> with(r, nobody, r.image(), r.reason())));
      refused(
          Kind.UNKNOWN_REFERENCE,
          "unknown-image",
          "/image",
          changed(r -> with(r, r.device(), nobody, r.reason())));
    }
  }

  @Test
  void a_reason_is_given_and_is_short() {
    refused(
        Kind.INVALID,
        "reason-missing",
        "/reason",
        changed(r -> with(r, r.device(), r.image(), " ")));
    refused(
        Kind.INVALID,
        "reason-too-long",
        "/reason",
        changed(r -> with(r, r.device(), r.image(), "x".repeat(501))));
  }

  @Test
  void a_soak_fits_into_the_time_that_the_device_gives() {
    refused(
        Kind.INVALID,
        "soak-negative",
        "/soak",
        world.order(wish -> wish.soak = Duration.ofSeconds(-1)));
    refused(
        Kind.INVALID,
        "soak-too-long",
        "/soak",
        world.order(wish -> wish.soak = PlaceOrder.LONGEST_SOAK.plusSeconds(1)));
    assertThat(PlaceOrder.LONGEST_SOAK).isEqualTo(Duration.ofMinutes(50));
    assertThat(world.placing().prepare(world.order(wish -> wish.soak = PlaceOrder.LONGEST_SOAK)))
        .isNotNull();
  }

  @Test
  void one_step_is_only_taken_from_somebody_who_knows_that_it_has_no_way_back() {
    refused(
        Kind.INVALID,
        "no-rollback-not-acknowledged",
        "/acknowledgeNoRollback",
        world.order(wish -> wish.workflow = JobOrder.Workflow.ONE_STEP));
    refused(
        Kind.INVALID,
        "stage-only-needs-three-steps",
        "/stageOnly",
        world.order(wish -> {
          wish.workflow = JobOrder.Workflow.ONE_STEP;
          wish.acknowledgeNoRollback = true;
          wish.stageOnly = true;
        }));
    refused(
        Kind.INVALID,
        "manual-commit-needs-three-steps",
        "/commit",
        world.order(wish -> {
          wish.workflow = JobOrder.Workflow.ONE_STEP;
          wish.acknowledgeNoRollback = true;
          wish.commit = JobOrder.CommitBy.MANUAL;
        }));
  }

  @Test
  void a_recalled_image_is_not_ordered() {
    Image image = world.images.find(world.image.id()).orElseThrow();
    world.images.replace(
        new Image(
            image.id(),
            image.filename(),
            image.platform(),
            image.version(),
            image.sizeBytes(),
            image.md5(),
            image.sha512(),
            Image.Status.RECALLED,
            image.source(),
            image.rowVersion(),
            image.createdAt(),
            image.updatedAt()));
    refused(Kind.CONFLICT, "image-recalled", "/image", world.order(wish -> {}));
  }

  @Test
  void an_image_of_another_family_is_not_ordered_for_a_device_that_is_known() {
    Image other =
        Some.image(
            "cat3k_caa-universalk9.16.12.04.SPA.bin", "16.12.4", new Image.Source.OnDevice());
    world.images.add(
        new Image(
            other.id(),
            other.filename(),
            "CAT3K",
            other.version(),
            other.sizeBytes(),
            other.md5(),
            other.sha512(),
            other.status(),
            other.source(),
            0,
            other.createdAt(),
            other.updatedAt()));
    world.devices.learned(world.registered.id(), Some.facts("16.9.2"));
    refused(
        Kind.CONFLICT,
        "image-for-other-platform",
        "/image",
        changed(r -> with(r, r.device(), other.id().toString(), r.reason())));
  }

  @Test
  void a_job_before_its_hour_changes_nothing_and_begins_when_it_has_come() {
    var later = world.clock.instant().plus(Duration.ofHours(5));
    JobId id = world.placed(wish -> wish.notBefore = java.util.Optional.of(later));
    world.runner().turn(id);
    Job waiting = world.job(id);
    assertThat(waiting.stage()).isEqualTo(Stage.QUEUED);
    assertThat(waiting.waitingFor()).containsExactly(WaitingFor.NOT_BEFORE);
    assertThat(waiting.dueAt()).contains(later);
    assertThat(world.run(id).stage()).isEqualTo(Stage.SUCCEEDED);
  }
}
