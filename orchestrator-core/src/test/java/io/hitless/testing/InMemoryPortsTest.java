package io.hitless.testing;

import io.hitless.approval.Approvals;
import io.hitless.audit.AuditTrail;
import io.hitless.event.Events;
import io.hitless.image.Image;
import io.hitless.image.Images;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;

/// The ports in memory keep the same contracts as the database.
class InMemoryPortsTest {
  private final TickingClock clock = new TickingClock();
  private final InMemoryEvents events = new InMemoryEvents(clock);
  private final InMemoryJobs jobs = new InMemoryJobs(clock, events);

  @Nested
  class JobsInMemory extends JobsContract {
    @Override
    protected Jobs jobs() {
      return jobs;
    }

    @Override
    protected Events events() {
      return events;
    }

    @Override
    protected Device known(Device device) {
      return device;
    }

    @Override
    protected Image known(Image image) {
      return image;
    }

    @Override
    protected void expireLease(JobId job) {
      jobs.expireLease(job);
    }
  }

  @Nested
  class EventsInMemory extends EventsContract {
    @Override
    protected Events events() {
      return events;
    }
  }

  @Nested
  class DevicesInMemory extends DevicesContract {
    private final InMemoryDevices devices = new InMemoryDevices(events, jobs::uses);

    @Override
    protected Devices devices() {
      return devices;
    }

    @Override
    protected Events events() {
      return events;
    }

    @Override
    protected void credential() {}

    @Override
    protected void openJobFor(Device device) {
      jobs.create(Some.job(device, Some.image("16.12.4")), List.of());
    }
  }

  @Nested
  class ImagesInMemory extends ImagesContract {
    private final Set<Object> used = new HashSet<>();
    private final InMemoryImages images = new InMemoryImages(used::contains);

    @Override
    protected Images images() {
      return images;
    }

    @Override
    protected void openJobFor(Image image) {
      used.add(image.id());
    }
  }

  @Nested
  class VaultInMemory extends VaultContract {
    private final Set<String> used = new HashSet<>();
    private final InMemoryVault vault = new InMemoryVault(clock, used::contains);

    @Override
    protected Vault vault() {
      return vault;
    }

    @Override
    protected AuditTrail audit() {
      return vault.audit();
    }

    @Override
    protected void deviceWith(String credential) {
      used.add(credential);
    }
  }

  @Nested
  class TranscriptsInMemory extends TranscriptsContract {
    private final InMemoryTranscripts transcripts = new InMemoryTranscripts();

    @Override
    protected Transcripts transcripts() {
      return transcripts;
    }

    @Override
    protected JobId job() {
      return new JobId(UUID.randomUUID());
    }
  }

  @Nested
  class CopySlotsInMemory extends CopySlotsContract {
    private final CopySlots slots = new InMemoryCopySlots(jobs::find);

    @Override
    protected CopySlots slots() {
      return slots;
    }

    @Override
    protected Jobs jobs() {
      return jobs;
    }

    @Override
    protected Device known(Device device) {
      return device;
    }
  }

  @Nested
  class UpgradeSlotsInMemory extends UpgradeSlotsContract {
    private final UpgradeSlots slots = new InMemoryUpgradeSlots(jobs);

    @Override
    protected UpgradeSlots slots() {
      return slots;
    }

    @Override
    protected Jobs jobs() {
      return jobs;
    }
  }

  @Nested
  class ReadinessRunsInMemory extends ReadinessRunsContract {
    private final InMemoryReadinessRuns runs = new InMemoryReadinessRuns();

    @Override
    protected ReadinessRuns runs() {
      return runs;
    }

    @Override
    protected Device known(Device device) {
      return device;
    }

    @Override
    protected Image known(Image image) {
      return image;
    }
  }

  @Nested
  class EvidenceInMemory extends EvidenceContract {
    private final InMemoryEvidence evidence = new InMemoryEvidence(jobs);

    @Override
    protected Evidence evidence() {
      return evidence;
    }

    @Override
    protected Jobs jobs() {
      return jobs;
    }

    @Override
    protected JobId job() {
      var job = Some.job(Some.device("proving"), Some.image("16.12.4"));
      jobs.create(job, java.util.List.of());
      return job.id();
    }
  }

  @Nested
  class AuditInMemory extends AuditContract {
    private final InMemoryAudit audit = new InMemoryAudit(clock);

    @Override
    protected AuditTrail audit() {
      return audit;
    }
  }

  @Nested
  class ApprovalsInMemory extends ApprovalsContract {
    private final Approvals approvals = new InMemoryApprovals(jobs);

    @Override
    protected Approvals approvals() {
      return approvals;
    }

    @Override
    protected Jobs jobs() {
      return jobs;
    }

    @Override
    protected Device known(Device device) {
      return device;
    }
  }

  @Nested
  class WaiversInMemory extends WaiversContract {
    private final InMemoryWaivers waivers = new InMemoryWaivers(events);

    @Override
    protected Waivers waivers() {
      return waivers;
    }

    @Override
    protected Events events() {
      return events;
    }
  }
}
