package io.hitless.db;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.approval.Approvals;
import io.hitless.audit.AuditTrail;
import io.hitless.event.Events;
import io.hitless.image.Image;
import io.hitless.image.Images;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Device;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;
import io.hitless.job.CopySlots;
import io.hitless.job.Evidence;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.Transcripts;
import io.hitless.job.UpgradeSlots;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.Waivers;
import io.hitless.testing.ApprovalsContract;
import io.hitless.testing.AuditContract;
import io.hitless.testing.CopySlotsContract;
import io.hitless.testing.DevicesContract;
import io.hitless.testing.EventsContract;
import io.hitless.testing.EvidenceContract;
import io.hitless.testing.ImagesContract;
import io.hitless.testing.JobsContract;
import io.hitless.testing.ReadinessRunsContract;
import io.hitless.testing.Some;
import io.hitless.testing.TranscriptsContract;
import io.hitless.testing.UpgradeSlotsContract;
import io.hitless.testing.VaultContract;
import io.hitless.testing.WaiversContract;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The ports in PostgreSQL keep the same contracts as those in memory.
class ContractsTest {
  private static HikariDataSource database;
  private static Repositories repositories;

  @BeforeAll
  static void open() {
    database = TestDatabase.shared().fresh();
    repositories =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
    repositories.vault().add("noc", Credential.Source.STORED, Some.login());
  }

  @AfterAll
  static void close() {
    repositories.close();
    database.close();
  }

  private static Device registered(Device device) {
    repositories.devices().add(device);
    return device;
  }

  private static Image registered(Image image) {
    repositories.images().add(image);
    return image;
  }

  private static JobId jobFor(Device device, Image image) {
    var job = Some.job(device, image);
    repositories.jobs().create(job, List.of());
    return job.id();
  }

  @Nested
  class JobsInPostgres extends JobsContract {
    @Override
    protected Jobs jobs() {
      return repositories.jobs();
    }

    @Override
    protected Events events() {
      return repositories.events();
    }

    @Override
    protected Device known(Device device) {
      return registered(device);
    }

    @Override
    protected Image known(Image image) {
      return registered(image);
    }

    @Override
    protected void expireLease(JobId job) {
      JdbcClient.create(database)
          .sql("UPDATE job SET lease_until = clock_timestamp() - interval '1 ms' WHERE id = :id")
          .param("id", job.value())
          .update();
    }
  }

  @Nested
  class EventsInPostgres extends EventsContract {
    @Override
    protected Events events() {
      return repositories.events();
    }
  }

  @Nested
  class DevicesInPostgres extends DevicesContract {
    @Override
    protected Devices devices() {
      return repositories.devices();
    }

    @Override
    protected Events events() {
      return repositories.events();
    }

    @Override
    protected void credential() {}

    @Override
    protected void openJobFor(Device device) {
      jobFor(device, Some.image("16.12.4"));
    }
  }

  @Nested
  class ImagesInPostgres extends ImagesContract {
    @Override
    protected Images images() {
      return repositories.images();
    }

    @Override
    protected void openJobFor(Image image) {
      jobFor(Some.device("of-" + image.filename()), image);
    }
  }

  @Nested
  class VaultInPostgres extends VaultContract {
    @Override
    protected Vault vault() {
      return repositories.vault();
    }

    @Override
    protected AuditTrail audit() {
      return repositories.audit();
    }

    @Override
    protected void deviceWith(String credential) {
      JdbcClient.create(database)
          .sql("UPDATE device SET credential = :credential WHERE id = :id")
          .param("credential", credential)
          .param("id", registered(Some.device("with-" + credential)).id().value())
          .update();
    }
  }

  @org.junit.jupiter.api.Test
  void a_credential_that_an_image_is_pulled_with_is_not_removed() {
    Credential added =
        repositories.vault().add("file-server", Credential.Source.STORED, Some.login());
    registered(
        Some.image(
            "cat9k_iosxe.behind-a-login.bin",
            "16.12.4",
            new Image.Source.Pull(
                "scp://192.0.2.1/i.bin", Optional.empty(), Optional.of("file-server"))));
    org.assertj.core.api.Assertions.assertThatExceptionOfType(Devices.StillInUse.class)
        .isThrownBy(() -> repositories.vault().remove("file-server", added.version()));
  }

  @Nested
  class TranscriptsInPostgres extends TranscriptsContract {
    @Override
    protected Transcripts transcripts() {
      return repositories.transcripts();
    }

    @Override
    protected JobId job() {
      return jobFor(Some.device("typing"), Some.image("16.12.4"));
    }
  }

  @Nested
  class UpgradeSlotsInPostgres extends UpgradeSlotsContract {
    @Override
    protected UpgradeSlots slots() {
      return repositories.upgradeSlots();
    }

    @Override
    protected Jobs jobs() {
      return repositories.jobs();
    }
  }

  @Nested
  class CopySlotsInPostgres extends CopySlotsContract {
    @Override
    protected CopySlots slots() {
      return repositories.copySlots();
    }

    @Override
    protected Jobs jobs() {
      return repositories.jobs();
    }

    @Override
    protected Device known(Device device) {
      return registered(device);
    }
  }

  @Nested
  class ReadinessRunsInPostgres extends ReadinessRunsContract {
    @Override
    protected ReadinessRuns runs() {
      return repositories.readinessRuns();
    }

    @Override
    protected Device known(Device device) {
      return registered(device);
    }

    @Override
    protected Image known(Image image) {
      return registered(image);
    }
  }

  @Nested
  class EvidenceInPostgres extends EvidenceContract {
    @Override
    protected Evidence evidence() {
      return repositories.evidence();
    }

    @Override
    protected Jobs jobs() {
      return repositories.jobs();
    }

    @Override
    protected JobId job() {
      return jobFor(Some.device("proving"), Some.image("16.12.4"));
    }
  }

  @Nested
  class AuditInPostgres extends AuditContract {
    @Override
    protected AuditTrail audit() {
      return repositories.audit();
    }
  }

  @Nested
  class ApprovalsInPostgres extends ApprovalsContract {
    @Override
    protected Approvals approvals() {
      return repositories.approvals();
    }

    @Override
    protected Jobs jobs() {
      return repositories.jobs();
    }

    @Override
    protected Device known(Device device) {
      return registered(device);
    }
  }

  @Nested
  class WaiversInPostgres extends WaiversContract {
    @Override
    protected Waivers waivers() {
      return repositories.waivers();
    }

    @Override
    protected Events events() {
      return repositories.events();
    }
  }
}
