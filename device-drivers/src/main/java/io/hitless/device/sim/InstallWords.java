package io.hitless.device.sim;

import java.util.List;
import java.util.stream.Collectors;

/// How the install engine of the running release phrases things.
final class InstallWords {
  static final String RULE = "===================================================\n";

  private final Chassis chassis;

  InstallWords(Chassis chassis) {
    this.chassis = chassis;
  }

  String start(String verb) {
    return verb + ": START " + chassis.clock().date() + "\n";
  }

  String success(String verb) {
    return "SUCCESS: " + verb + "  " + chassis.clock().date() + "\n";
  }

  String failed(String verb) {
    return chassis.is17()
        ? "FAILED: " + verb + "  " + chassis.clock().date() + "\n"
        : "FAILED: " + verb + " exit(1) " + chassis.clock().date() + "\n";
  }

  /// A reason for a refusal, in the shape of the release.
  String because(String verb, String reason) {
    return chassis.is17()
        ? "  [1]  " + chassis.active().name() + " FAILED: " + reason + "\n"
        : "ERROR: " + verb + ": " + reason + "\n";
  }

  /// `[1]` or, on a pair of supervisors since 17, `[1]` for both.
  String tag(Unit unit) {
    return chassis.profile().wording() == Profile.Wording.RP ? "[1]" : "[" + unit.number() + "]";
  }

  /// `[1 2]`, `[R0 R1]`.
  String all(List<Unit> units) {
    return units.stream().map(Unit::name).collect(Collectors.joining(" ", "[", "]"));
  }

  boolean onSupervisors17() {
    return chassis.profile().wording() == Profile.Wording.RP && chassis.is17();
  }

  String sanity(boolean withStandby) {
    return "STAGE 0: Initial System Level Sanity Check before starting ISSU\n"
        + RULE
        + "--- Verifying install_issu supported ---\n"
        + (withStandby ? "--- Verifying standby is in Standby Hot state ---\n" : "")
        + "--- Verifying booted from the valid media ---\n"
        + "--- Verifying AutoBoot mode is enabled ---\n"
        + "Finished Initial System Level Sanity Check\n";
  }

  /// The block of one sub-operation on one unit, from `Performing` on.
  String done(String operation, Unit unit) {
    return String.format(
        java.util.Locale.ROOT,
        "%2$s %1$s package(s) on %3$s\n%2$s Finished %1$s on %3$s\n%1$s: Passed on %4$s\nFinished %1$s\n",
        operation,
        tag(unit),
        unit.called(),
        all(List.of(unit)));
  }

  String performing(String operation, String where) {
    return "--- Starting " + operation + " ---\nPerforming " + operation + " on " + where + "\n";
  }

  String log(Unit unit, String mnemonic, String text) {
    String engine = chassis.is17() ? "install_mgr" : "install_engine";
    return "%INSTALL-5-" + mnemonic + ": " + unit.logLocation() + ": " + engine + ": " + text;
  }
}
