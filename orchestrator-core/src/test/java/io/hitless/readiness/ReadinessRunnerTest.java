package io.hitless.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.device.Drivers;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.device.Target;
import io.hitless.device.facts.FileHash.Algorithm;
import io.hitless.device.facts.Platform;
import io.hitless.event.Event.DeviceNote;
import io.hitless.event.RecordedEvent;
import io.hitless.image.Image;
import io.hitless.image.ImageId;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceId;
import io.hitless.page.TimeOrderedIds;
import io.hitless.readiness.CheckResult.Result;
import io.hitless.readiness.ReadinessRun.State;
import io.hitless.readiness.ReadinessRun.Verdict;
import io.hitless.session.Sessions;
import io.hitless.testing.InMemoryDevices;
import io.hitless.testing.InMemoryEvents;
import io.hitless.testing.InMemoryImages;
import io.hitless.testing.InMemoryReadinessRuns;
import io.hitless.testing.InMemoryVault;
import io.hitless.testing.InMemoryWaivers;
import io.hitless.testing.Some;
import io.hitless.testing.TickingClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A readiness run from asking for it to its answer.
class ReadinessRunnerTest {
  private final TickingClock clock = new TickingClock();
  private final InMemoryEvents events = new InMemoryEvents(clock);
  private final InMemoryDevices devices = new InMemoryDevices(events, id -> false);
  private final InMemoryImages images = new InMemoryImages(id -> false);
  private final InMemoryWaivers waivers = new InMemoryWaivers(events);
  private final InMemoryVault vault = new InMemoryVault(clock, name -> false);
  private final InMemoryReadinessRuns runs = new InMemoryReadinessRuns();
  private final StartReadiness start =
      new StartReadiness(runs, devices, images, new TimeOrderedIds(clock, new Random()), clock);
  private final PaperSwitch paper = PaperSwitch.pair();
  private Optional<DeviceException> unopened = Optional.empty();
  private int opened;

  private final Device device = Some.device("core-1.fra");

  ReadinessRunnerTest() {
    devices.add(device);
    vault.add("noc", Credential.Source.STORED, Some.login());
  }

  @Test
  void a_device_that_may_be_upgraded_is_ready_for_half_an_hour_and_its_facts_are_kept() {
    Image image = Some.image("16.12.4");
    images.add(image);
    paper.holding("flash:" + image.filename(), image.sizeBytes());
    paper.hashes.put(Algorithm.MD5, image.md5().orElseThrow());

    ReadinessRun run = done(start.start(device.id(), Optional.of(image.id())));

    assertThat(run.verdict()).contains(Verdict.READY);
    assertThat(run.checks()).hasSize(16);
    assertThat(run.expiresAt()).contains(TickingClock.START.plus(Duration.ofMinutes(30)));
    DeviceFacts facts = devices.find(device.id()).orElseThrow().facts().orElseThrow();
    assertThat(facts.hostname()).isEqualTo("C9500");
    assertThat(paper.closed).isTrue();
  }

  @Test
  void a_device_that_may_not_is_not_ready_and_its_facts_are_kept_all_the_same() {
    paper.redundancy(true, "rpr", "rpr", true, 0);
    ReadinessRun run = done(start.start(device.id(), Optional.empty()));
    assertThat(run.verdict()).contains(Verdict.NOT_READY);
    assertThat(run.checks()).hasSize(13);
    assertThat(devices.find(device.id()).orElseThrow().facts()).isPresent();
  }

  @Test
  void
      another_device_at_the_address_is_unknown_and_does_not_take_its_place_until_somebody_answers() {
    devices.learned(device.id(), Some.facts("16.9.2"));
    ReadinessRun run = done(start.start(device.id(), Optional.empty()));
    assertThat(run.verdict()).contains(Verdict.UNKNOWN);
    assertThat(known().serials()).containsExactly("FCW2233A5ZV", "FCW2233A5ZY");

    waivers.grant(
        new Waiver(
            UUID.randomUUID(),
            device.id(),
            "same-device",
            Optional.empty(),
            "switch 1 was replaced, RMA 4711",
            "noc lead",
            clock.instant(),
            clock.instant().plus(Duration.ofHours(1))));
    ReadinessRun answered = done(start.start(device.id(), Optional.empty()));
    assertThat(answered.verdict()).contains(Verdict.READY);
    assertThat(answered.checks())
        .filteredOn(check -> check.id().equals("same-device"))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.result()).isEqualTo(Result.UNKNOWN);
          assertThat(check.waived()).map(CheckResult.Waived::by).contains("noc lead");
        });
    assertThat(known().serials()).containsExactly("FCW1", "FCW2");
    assertThat(done(start.start(device.id(), Optional.empty())).checks())
        .noneMatch(check -> check.waived().isPresent());
  }

  private DeviceFacts known() {
    return devices.find(device.id()).orElseThrow().facts().orElseThrow();
  }

  @Test
  void whatever_keeps_us_out_ends_the_run_with_that_reason_in_every_check() {
    for (DeviceException why : ChecksTest.everyWayToFail()) {
      unopened = Optional.of(why);
      ReadinessRun run = done(start.start(device.id(), Optional.empty()));
      assertThat(run.verdict()).contains(Verdict.UNKNOWN);
      assertThat(run.checks())
          .hasSize(13)
          .allMatch(check -> check.result() == Result.UNKNOWN)
          .allMatch(check -> check.summary().contains(why.getMessage()))
          .noneMatch(check -> check.summary().contains("any more"));
    }
    assertThat(opened).isZero();
  }

  @Test
  void a_changed_host_key_is_told_to_whoever_watches_security() {
    unopened =
        Optional.of(
            new DeviceException.HostKeyChanged("core-1.fra", "SHA256:new", Set.of("SHA256:old")));
    done(start.start(device.id(), Optional.empty()));
    RecordedEvent told = events.after(0, Optional.empty(), 10).getFirst();
    assertThat(told.type()).isEqualTo(DeviceNote.HOST_KEY_CHANGED);
    assertThat(told.device()).contains(device.id());
    assertThat(told.data())
        .containsEntry("offered", "SHA256:new")
        .containsEntry("pinned", List.of("SHA256:old"));
  }

  @Test
  void a_device_without_any_pinned_key_is_no_alarm_but_says_which_key_to_compare() {
    unopened = Optional.of(new DeviceException.HostKeyChanged("core-1", "SHA256:new", Set.of()));
    ReadinessRun run = done(start.start(device.id(), Optional.empty()));
    assertThat(run.checks().getFirst().summary())
        .contains("No host key is pinned")
        .contains("SHA256:new");
    assertThat(events.after(0, Optional.empty(), 10)).isEmpty();
  }

  @Test
  void the_first_key_of_a_device_that_trusts_on_first_use_is_pinned() {
    Device trusting = Some.device("new-1", Set.of(), HostKeyPolicy.TRUST_ON_FIRST_USE);
    devices.add(trusting);
    done(start.start(trusting.id(), Optional.empty()));
    assertThat(devices.find(trusting.id()).orElseThrow().hostKeys())
        .containsExactly("SHA256:of-this-switch");
  }

  @Test
  void a_session_that_breaks_off_half_way_leaves_what_was_found_until_then() {
    paper.failing("boot", new DeviceException.HungUp("the device closed the connection"));
    ReadinessRun run = done(start.start(device.id(), Optional.empty()));
    assertThat(run.verdict()).contains(Verdict.UNKNOWN);
    assertThat(run.checks()).anyMatch(check -> check.result() == Result.PASS);
    assertThat(run.checks()).anyMatch(check -> check.summary().startsWith("Not asked any more."));
    assertThat(paper.closed).isTrue();
  }

  @Test
  void what_is_no_catalyst_is_said_so_plainly() {
    paper.platform(Platform.OTHER);
    ReadinessRun run = done(start.start(device.id(), Optional.empty()));
    assertThat(run.verdict()).contains(Verdict.NOT_READY);
    assertThat(run.checks().getFirst().summary()).contains("no Catalyst");
  }

  @Test
  void a_credential_a_device_or_an_image_that_is_gone_ends_the_run_with_that_reason() {
    Image image = Some.image("16.12.4");
    images.add(image);
    ReadinessRun imageless = start.start(device.id(), Optional.of(image.id()));
    images.remove(image.id(), image.rowVersion());
    assertThat(done(imageless).checks())
        .hasSize(16)
        .allMatch(check -> check.summary().contains("image was removed"));

    vault.remove("noc", vault.find("noc").orElseThrow().version());
    assertThat(done(start.start(device.id(), Optional.empty())).checks())
        .allMatch(check -> check.summary().contains("noc"));

    ReadinessRun homeless = start.start(device.id(), Optional.empty());
    devices.remove(device.id(), device.version());
    assertThat(done(homeless).checks())
        .allMatch(check -> check.summary().contains("device was removed"))
        .allMatch(check -> check.result() == Result.UNKNOWN);
  }

  @Test
  void a_mistake_of_our_own_ends_the_run_as_well() {
    Checks broken =
        Checks.standard(
            UpgradeRules.shipped(),
            List.of(
                new Check() {
                  @Override
                  public String id() {
                    return "broken";
                  }

                  @Override
                  public CheckResult look(Subject subject) {
                    throw new IllegalStateException("a mistake");
                  }
                }));
    ReadinessRun run = start.start(device.id(), Optional.empty());
    runner(broken).run(run.id());
    ReadinessRun done = runs.find(run.id()).orElseThrow();
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.verdict()).contains(Verdict.UNKNOWN);
    assertThat(done.checks()).allMatch(check -> !check.summary().contains("a mistake"));
    assertThat(paper.closed).isTrue();
  }

  @Test
  void a_run_that_is_done_or_unknown_is_not_done_again() {
    ReadinessRun run = start.start(device.id(), Optional.empty());
    done(run);
    done(run);
    runner(Look.CHECKS).run(new RunId(new UUID(1, 1)));
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void a_run_for_a_device_or_an_image_that_is_not_there_is_not_begun() {
    assertThatThrownBy(() -> start.start(new DeviceId(new UUID(1, 1)), Optional.empty()))
        .isInstanceOfSatisfying(
            UnknownReference.class, e -> assertThat(e.code()).isEqualTo("unknown-device"));
    assertThatThrownBy(() -> start.start(device.id(), Optional.of(new ImageId(new UUID(1, 1)))))
        .isInstanceOfSatisfying(
            UnknownReference.class, e -> assertThat(e.pointer()).isEqualTo("/image"));
  }

  private ReadinessRun done(ReadinessRun run) {
    assertThat(run.state()).isEqualTo(State.RUNNING);
    runner(Look.CHECKS).run(run.id());
    ReadinessRun done = runs.find(run.id()).orElseThrow();
    assertThat(done.state()).isEqualTo(State.DONE);
    return done;
  }

  private ReadinessRunner runner(Checks checks) {
    return new ReadinessRunner(
        runs,
        devices,
        images,
        events,
        new Sessions(new PaperDrivers(), devices, vault, events),
        checks,
        Thresholds.STANDARD,
        waivers,
        clock);
  }

  private final class PaperDrivers implements Drivers {
    @Override
    public IssuDriver open(Target target, SessionLog log) {
      if (unopened.isPresent()) {
        throw unopened.get();
      }
      opened++;
      return paper;
    }

    @Override
    public String words(Change change) {
      throw new AssertionError("readiness changes nothing");
    }
  }
}
