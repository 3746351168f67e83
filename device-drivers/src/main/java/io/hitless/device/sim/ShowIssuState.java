package io.hitless.device.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// `show issu state detail`: since 17 with the table of system checks before it.
final class ShowIssuState {
  private static final String RULE = "=======================================================\n";
  private static final String THIN = "-------------------------------------------------------\n";

  private ShowIssuState() {}

  static String of(Chassis chassis) {
    StringBuilder text = new StringBuilder();
    String lock = lockPlace(chassis);
    text.append("--- Starting local lock acquisition on ").append(lock);
    text.append(" ---\nFinished local lock acquisition on ").append(lock).append("\n\n");
    if (chassis.is17()) {
      text.append("--- Starting installation state synchronization ---\n");
      text.append("Finished installation state synchronization\n\n");
      checks(chassis, text);
    }
    chassis
        .install()
        .issu()
        .ifPresentOrElse(
            issu -> operation(chassis, issu, text),
            () -> text.append("No ISSU operation is in progress\n"));
    return text.toString();
  }

  private static String lockPlace(Chassis chassis) {
    return chassis.is17() && chassis.profile().wording() == Profile.Wording.SWITCH
        ? "switch " + chassis.active().number()
        : chassis.active().called();
  }

  private static void checks(Chassis chassis, StringBuilder text) {
    boolean standby = chassis.standby().isPresent();
    boolean autoboot = chassis.units().stream().noneMatch(Unit::manualBoot);
    boolean install = chassis.units().stream().noneMatch(Unit::inBundleMode);
    boolean sso =
        chassis.redundancy().isTerminal() && chassis.redundancy().configuredMode().equals("sso");
    boolean idle = chassis.install().issu().isEmpty();
    String status =
        !idle ? "In Progress" : standby && autoboot && install && sso ? "Enabled" : "Disabled";
    text.append(String.format(Locale.ROOT, "Current ISSU Status: %-15s\n", status));
    text.append(
        String.format(
            Locale.ROOT, "Previous ISSU Operation: %-11s\n", chassis.install().previousIssu()));
    text.append(RULE).append("System Check                        Status\n").append(THIN);
    check("Platform ISSU Support", true, text);
    check("Standby Online", standby, text);
    check("Autoboot Enabled", autoboot, text);
    check("SSO Mode", sso, text);
    check("Install Boot", install, text);
    check("Valid Boot Media", true, text);
    text.append("Operational Mode                    ")
        .append(chassis.profile().isStackWiseVirtual() ? "HA-REMOTE" : "HA-STANDALONE")
        .append('\n')
        .append(RULE);
  }

  private static void check(String name, boolean ok, StringBuilder text) {
    text.append(String.format(Locale.ROOT, "%-36s%s\n", name, ok ? "Yes" : "No"));
  }

  private static void operation(Chassis chassis, Issu issu, StringBuilder text) {
    if (chassis.is17()) {
      text.append("Added Image:\nName                                Compatible\n").append(THIN);
      text.append(
          String.format(Locale.ROOT, "%-36s%s\n\n", issu.target().built(), compatible(issu)));
    }
    text.append("Operation type: ").append(issu.kind().words()).append('\n');
    text.append(chassis.is17() ? "Install type  : " : "Install type : ");
    text.append("Image installation using ISSU\n");
    text.append("Current state : ").append(issu.state().words()).append(" state\n");
    text.append("Last operation: ").append(issu.lastOperation()).append("\n\n");
    text.append("Completed operations:\n\nOperation                              Start time\n")
        .append(THIN);
    for (Issu.Step step : issu.steps()) {
      text.append(
          String.format(
              Locale.ROOT, "%-39s%s\n", step.operation(), chassis.clock().issu(step.start())));
    }
    text.append("\nState transition: ")
        .append(String.join(" -> ", issu.transitions()))
        .append("\n\n");
    text.append("Auto abort timer: ").append(timer(issu, chassis.timeline().now())).append('\n');
    if (chassis.is17()) {
      text.append("Abort Reason: ").append(issu.abortReason()).append('\n');
    }
    text.append("Running image: ")
        .append(ShowVersion.bootFile(chassis, chassis.active()))
        .append('\n');
    text.append("Operating mode: ").append(chassis.redundancy().configuredMode());
    text.append(", terminal state ")
        .append(chassis.redundancy().isTerminal() ? "reached" : "not reached");
    text.append('\n');
  }

  private static String compatible(Issu issu) {
    return ActivateOperation.isCompatible(issu.previous(), issu.target()) ? "Yes" : "No";
  }

  private static String timer(Issu issu, Instant now) {
    return issu.remaining(now)
        .map(left -> "automatic, remaining time before rollback: " + hours(left))
        .orElse("inactive");
  }

  static String hours(Duration left) {
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }
}
