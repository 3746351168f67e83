package io.hitless.testing;

import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.Stage;
import io.hitless.job.UpgradeCaps;
import io.hitless.job.UpgradeSlots;
import io.hitless.job.WaitingFor;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Slots for upgrades in a map, in the order in which they were asked for.
public final class InMemoryUpgradeSlots implements UpgradeSlots {
  private static final Set<Stage> ASKING =
      EnumSet.of(Stage.STAGED, Stage.ACTIVATING, Stage.INSTALLING);

  private final Jobs jobs;
  private final Map<JobId, Boolean> granted = new LinkedHashMap<>();

  public InMemoryUpgradeSlots(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public synchronized Answer ask(Job job, UpgradeCaps caps) {
    granted.entrySet().removeIf(row -> !counts(row.getKey(), row.getValue()));
    if (granted.computeIfAbsent(job.id(), _ -> false)) {
      return new Answer.Granted();
    }
    int everywhere = 0;
    int ahead = 0;
    int atSite = 0;
    boolean earlier = true;
    for (Map.Entry<JobId, Boolean> row : granted.entrySet()) {
      earlier &= !row.getKey().equals(job.id());
      if (row.getValue()) {
        everywhere++;
      }
      if (!row.getKey().equals(job.id()) && (row.getValue() || earlier)) {
        ahead++;
        atSite += site(row.getKey()).equals(job.order().site()) ? 1 : 0;
      }
    }
    if (everywhere >= caps.everywhere()) {
      return new Answer.Full(ahead, false);
    }
    if (atSite >= caps.perSite()) {
      return new Answer.Full(atSite, true);
    }
    granted.put(job.id(), true);
    return new Answer.Granted();
  }

  @Override
  public synchronized void free(Job job) {
    if (!activated(job.id())) {
      granted.remove(job.id());
    }
  }

  private Optional<String> site(JobId id) {
    return jobs.find(id).flatMap(job -> job.order().site());
  }

  private boolean counts(JobId id, boolean held) {
    return jobs.find(id)
        .filter(job -> !job.stage().terminal() && (held || ASKING.contains(job.stage())))
        .filter(job -> !asksNoMore(job) || activated(id))
        .isPresent();
  }

  private boolean asksNoMore(Job job) {
    boolean left = job.handedOver() || job.waitingFor().contains(WaitingFor.APPROVAL);
    boolean inTurn = jobs.holds(job.id(), job.epoch(), Duration.ZERO);
    return job.stage() == Stage.NEEDS_OPERATOR || (left && !inTurn);
  }

  private boolean activated(JobId id) {
    return jobs.intents(id).stream()
        .map(Intent::kind)
        .anyMatch(kind -> kind == Intent.Kind.ACTIVATE || kind == Intent.Kind.INSTALL_ONE_STEP);
  }
}
