package io.hitless.api.wiring;

import io.hitless.access.ApiKeys;
import io.hitless.access.Mandates;
import io.hitless.api.observe.MeteredApprovals;
import io.hitless.api.observe.MeteredLifted;
import io.hitless.api.observe.Meters;
import io.hitless.approval.Approvals;
import io.hitless.approval.Decide;
import io.hitless.approval.FourEyesGate;
import io.hitless.approval.FourEyesPolicy;
import io.hitless.approval.Independence;
import io.hitless.approval.Lifted;
import io.hitless.approval.RotateHostKey;
import io.hitless.approval.Subjects;
import io.hitless.db.Repositories;
import io.hitless.device.Drivers;
import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;
import io.hitless.job.Gate;
import io.hitless.job.Jobs;
import io.hitless.job.OrderGate;
import io.hitless.job.Pace;
import io.hitless.job.SlotGate;
import io.hitless.page.TimeOrderedIds;
import io.hitless.readiness.Waivers;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Four eyes, and the gate that asks for them before it asks for a slot.
@Configuration(proxyBeanMethods = false)
class SecondPerson {
  @Bean
  FourEyesPolicy fourEyesPolicy(FourEyes settings) {
    return settings.policy();
  }

  @Bean
  Approvals approvals(Repositories kept, Meters meters) {
    return new MeteredApprovals(kept.approvals(), meters);
  }

  @Bean
  Lifted lifted(Repositories kept, Meters meters) {
    return new MeteredLifted(kept.lifted(), meters);
  }

  @Bean
  Independence independence(ApiKeys keys, FourEyes settings) {
    return new Independence(Mandates.of(keys), settings.separateKeyMakers());
  }

  @Bean
  Subjects subjects(
      Devices devices,
      Images images,
      Vault vault,
      Waivers waivers,
      Approvals approvals,
      Lifted lifted,
      Independence independence,
      Drivers drivers,
      FourEyesPolicy policy,
      InstantSource clock) {
    return new Subjects(
        devices, images, vault, waivers, approvals, lifted, independence, drivers, policy, clock);
  }

  @Bean
  Decide decide(
      Jobs jobs,
      Approvals approvals,
      Subjects subjects,
      Independence independence,
      FourEyesPolicy policy,
      InstantSource clock) {
    return new Decide(jobs, approvals, subjects, independence, policy, clock);
  }

  @Bean
  RotateHostKey rotateHostKey(
      Repositories kept,
      Devices devices,
      Independence independence,
      TimeOrderedIds ids,
      InstantSource clock) {
    return new RotateHostKey(kept.hostKeyProposals(), devices, independence, ids::next, clock);
  }

  @Bean
  Gate gate(
      Subjects subjects,
      Approvals approvals,
      Jobs jobs,
      Independence independence,
      Repositories kept,
      Upgrades upgrades,
      Pace pace) {
    Gate approved = new FourEyesGate(new OrderGate(), subjects, approvals, jobs, independence);
    return new SlotGate(approved, kept.upgradeSlots(), upgrades.caps(), pace);
  }
}
