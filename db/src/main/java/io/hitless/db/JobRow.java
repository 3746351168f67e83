package io.hitless.db;

import io.hitless.device.facts.SoftwareVersion;
import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.JobOrder;
import io.hitless.job.Memory;
import io.hitless.job.Outcome;
import io.hitless.job.Stage;
import io.hitless.job.WaitingFor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A job between its record and its row.
record JobRow(Json json) {

  /// What [#job] needs of a row.
  static final String COLUMNS =
      """
      job.*,
        (SELECT json_agg(json_build_object('system', ref.system, 'key', ref.key) ORDER BY ref.place)
         FROM job_external_ref ref WHERE ref.job = job.id) AS external_refs
      """;

  Map<String, @Nullable Object> order(JobOrder order) {
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("device", order.device().value());
    columns.put("deviceName", order.deviceName());
    columns.put("site", order.site().orElse(null));
    columns.put("image", order.image().value());
    columns.put("filename", order.filename());
    columns.put("target", order.target().text());
    columns.put("workflow", order.workflow().name());
    columns.put("commitBy", order.commit().name());
    columns.put("soak", order.soak().toMillis());
    columns.put("onFailure", order.onFailure().name());
    columns.put("notBefore", Columns.time(order.notBefore()));
    columns.put("stageOnly", order.stageOnly());
    columns.put("acknowledgeNoRollback", order.acknowledgeNoRollback());
    columns.put("reason", order.reason());
    columns.put("author", order.author());
    columns.put("authorPerson", order.authorPerson());
    return columns;
  }

  Map<String, @Nullable Object> progress(Job job) {
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("id", job.id().value());
    columns.put("stage", job.stage().name());
    columns.put("entered", Columns.time(job.enteredAt()));
    columns.put("deadline", Columns.time(job.deadline()));
    columns.put("due", Columns.time(job.dueAt()));
    columns.put("waitingFor", Columns.words(job.waitingFor()));
    columns.put("step", job.step().map(Job.Step::name).orElse(null));
    columns.put("stepStarted", Columns.time(job.step().map(Job.Step::startedAt)));
    columns.put("stepDeadline", Columns.time(job.step().flatMap(Job.Step::deadline)));
    columns.put("percent", job.percent());
    columns.put("eta", Columns.time(job.eta()));
    columns.put("doubt", job.doubt());
    columns.put("handedOver", job.handedOver());
    columns.put("memory", json.document(job.memory()));
    columns.put("outcome", job.outcome().map(json::document).orElse(null));
    columns.put("timeline", json.list(job.timeline()));
    columns.put("epoch", job.epoch());
    columns.put("version", job.version());
    columns.put("updated", Columns.time(job.updatedAt()));
    return columns;
  }

  Job job(ResultSet row, int index) throws SQLException {
    return new Job(
        new JobId(Columns.uuid(row, "id")),
        order(row),
        Stage.valueOf(row.getString("stage")),
        Columns.instant(row, "entered_at"),
        Columns.optionalInstant(row, "deadline"),
        Columns.optionalInstant(row, "due_at"),
        Columns.texts(row, "waiting_for").stream()
            .map(WaitingFor::valueOf)
            .collect(Collectors.toSet()),
        step(row),
        row.getInt("percent"),
        Columns.optionalInstant(row, "eta"),
        row.getBoolean("doubt"),
        row.getBoolean("handed_over"),
        json.document(row.getString("memory"), Memory.class),
        Columns.optionalText(row, "outcome").map(text -> json.document(text, Outcome.class)),
        json.list(row.getString("timeline"), Job.Entered.class),
        row.getLong("epoch"),
        row.getLong("version"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }

  /// The job as its row has been written.
  static Job written(Job job, ResultSet row) throws SQLException {
    return new Job(
        job.id(),
        job.order(),
        job.stage(),
        job.enteredAt(),
        job.deadline(),
        Columns.optionalInstant(row, "due_at"),
        job.waitingFor(),
        job.step(),
        job.percent(),
        job.eta(),
        job.doubt(),
        job.handedOver(),
        job.memory(),
        job.outcome(),
        job.timeline(),
        job.epoch(),
        row.getLong("version"),
        job.createdAt(),
        job.updatedAt());
  }

  private JobOrder order(ResultSet row) throws SQLException {
    return new JobOrder(
        new DeviceId(Columns.uuid(row, "device")),
        row.getString("device_name"),
        Columns.optionalText(row, "site"),
        new ImageId(Columns.uuid(row, "image")),
        row.getString("filename"),
        SoftwareVersion.of(row.getString("target")),
        JobOrder.Workflow.valueOf(row.getString("workflow")),
        JobOrder.CommitBy.valueOf(row.getString("commit_by")),
        Duration.ofMillis(row.getLong("soak_ms")),
        JobOrder.OnFailure.valueOf(row.getString("on_failure")),
        Columns.optionalInstant(row, "not_before"),
        row.getBoolean("stage_only"),
        row.getBoolean("acknowledge_no_rollback"),
        Columns.optionalText(row, "external_refs")
            .map(text -> json.list(text, JobOrder.ExternalRef.class))
            .orElse(List.of()),
        row.getString("reason"),
        row.getString("author"),
        Columns.optionalText(row, "author_person").orElse(row.getString("author")));
  }

  private static Optional<Job.Step> step(ResultSet row) throws SQLException {
    Optional<String> name = Columns.optionalText(row, "step");
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Job.Step(
                name.get(),
                Columns.instant(row, "step_started_at"),
                Columns.optionalInstant(row, "step_deadline")));
  }
}
