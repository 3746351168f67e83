package io.hitless.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Lets only so many devices be between two releases at once. Asked last, so that nobody takes a
/// slot who may not go on for another reason; who had one, or a place, and may not go on any more
/// gives it back.
public final class SlotGate implements Gate {
  private static final Duration AGAIN = Duration.ofSeconds(30);

  /// Who has so many more before itself asks that much more seldom, up to a tenth as often.
  private static final int MANY = 10;

  private final Gate others;
  private final UpgradeSlots slots;
  private final UpgradeCaps caps;
  private final Pace pace;

  public SlotGate(Gate others, UpgradeSlots slots, UpgradeCaps caps, Pace pace) {
    this.others = others;
    this.slots = slots;
    this.caps = caps;
    this.pace = pace;
  }

  @Override
  public Answer ask(Job job, Intent.Kind kind, Instant now) {
    Answer answer = others.ask(job, kind, now);
    if (!leavesTheSafePoint(job, kind)) {
      return answer;
    }
    return switch (answer) {
      case Answer.NotNow notNow -> {
        slots.free(job);
        yield notNow;
      }
      case Answer.Open open ->
          switch (slots.ask(job, caps)) {
            case UpgradeSlots.Answer.Granted granted -> open;
            case UpgradeSlots.Answer.Full full -> full(job, full, now);
          };
    };
  }

  private Answer full(Job job, UpgradeSlots.Answer.Full full, Instant now) {
    int allowed = full.atSite() ? caps.perSite() : caps.everywhere();
    String where =
        full.atSite()
            ? job.order().site().map(site -> "at " + site).orElse("without a site")
            : "in all";
    return new Answer.NotNow(
        Set.of(WaitingFor.SLOT),
        "%s upgrades %s are under way or asked earlier, and %d may be under way at once"
            .formatted(full.ahead() > 100 ? "more than 100" : full.ahead(), where, allowed),
        Optional.of(pace.poll(now, AGAIN.multipliedBy(1 + behind(full.ahead() - allowed)))));
  }

  private static int behind(int others) {
    return Math.clamp(others / MANY, 0, 9);
  }

  /// A job in the queue asks what it will need, not what it needs.
  private static boolean leavesTheSafePoint(Job job, Intent.Kind kind) {
    boolean there =
        switch (job.stage()) {
          case STAGED, ACTIVATING, INSTALLING -> true;
          case QUEUED,
              PRECHECKING,
              STAGING,
              ADDING,
              WAITING_FOR_SSO,
              SOAKING,
              COMMITTING,
              VERIFYING,
              ABORTING,
              CLEARING,
              NEEDS_OPERATOR,
              SUCCEEDED,
              ROLLED_BACK,
              FAILED,
              CANCELLED ->
              false;
        };
    return there && (kind == Intent.Kind.ACTIVATE || kind == Intent.Kind.INSTALL_ONE_STEP);
  }
}
