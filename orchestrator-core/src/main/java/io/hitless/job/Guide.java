package io.hitless.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The shortest way out of each stop, made for the very job: which command, where, and what must be
/// seen next. After the recovery trees of Cisco's ISSU guide and of "Troubleshoot and Recover
/// Catalyst 9000 upgrade failures".
final class Guide {
  private static final List<String> LOOK_FIRST =
      List.of(
          "On {device}: 'show issu state detail', 'show install summary', 'show redundancy'."
              + " Nothing was sent since the job stopped.");

  private static final List<String> BOTH_UNITS =
      List.of(
          "Console of the unit that does not answer (before the upgrade {active} was active and"
              + " {standby} the standby). At 'switch:' or 'rommon': boot flash:packages.conf.",
          "When 'show redundancy' on {device} says STANDBY HOT on both units: retry.",
          "If the units run different releases, reload the one that deviates onto the committed"
              + " image, or send 'install abort issu' while the state allows it.",
          "If both are back on {from}: retry; the job cleans up and ends as rolled back.");

  private static final Map<String, List<String>> STEPS =
      Map.ofEntries(
          Map.entry(
              "foreign-operation",
              List.of(
                  "Find out who upgrades {device}: 'show issu state detail' and 'show users'.",
                  "Let that upgrade end, by its owner's commit or abort. Hitless will do neither.",
                  "When 'show issu state detail' says that no ISSU operation is in progress: retry,"
                      + " or cancel.")),
          Map.entry("mixed-versions", BOTH_UNITS),
          Map.entry("standby-never-reached-sso", BOTH_UNITS),
          Map.entry("deadline-passed", BOTH_UNITS),
          Map.entry(
              "unrecognised-device-state",
              List.of(
                  "Compare the evidence with 'show issu state detail' on {device} now.",
                  "Both units on {from}: 'install remove inactive' and, when nothing is listed as I,"
                      + " resolve as ROLLED_BACK or FAILED.",
                  "Both units on {target} and committed: resolve as SUCCEEDED.",
                  "Both on {target} but not committed: check its health, then 'install commit'.",
                  "Otherwise collect 'show tech-support install' and open a TAC case.")),
          Map.entry(
              "device-unreachable",
              List.of(
                  "Reach {device} by its console. 'switch:' or 'rommon' means that it did not boot:"
                      + " boot flash:packages.conf.",
                  "If it runs but SSH does not answer, look for stale sessions ('show users',"
                      + " 'clear line') and for its management interface.",
                  "When it answers again: retry; the job reads it and goes on from what is true.",
                  "An upgrade that is not committed is rolled back by the device itself"
                      + "{rollback}.")),
          Map.entry(
              "login-refused",
              List.of(
                  "Correct the credential of {device}; it was tried once, so that no account locks.",
                  "Check that the AAA server answers: 'test aaa group …' from the console.",
                  "Then retry.")),
          Map.entry(
              "credential-missing",
              List.of("Register the credential that {device} names, then retry.")),
          Map.entry(
              "host-key-changed",
              List.of(
                  "Read the fingerprint at the console: 'show ip ssh' or 'show crypto key mypubkey"
                      + " all' on both units of {device}.",
                  "If it is the one that was offered (a replaced supervisor, a zeroized key), add it"
                      + " to the device's pinned keys. If not, somebody is in between: stop here.",
                  "Then retry. No credential was sent to the unknown key.")),
          Map.entry(
              "unrecognised-output",
              List.of(
                  "The evidence is what {device} printed. Run the same command by hand and compare.",
                  "If the device is healthy, report the output as a new dialect; if not, mend it.",
                  "Then retry, or take the device over and end the upgrade by hand.")),
          Map.entry(
              "unexpected-prompt",
              List.of(
                  "The evidence is what {device} asked; it got no answer. Log in by console and see"
                      + " whether it still waits.",
                  "'-stby', 'recovery-mode' or 'switch:' in a prompt is the wrong unit, or a pair"
                      + " whose link broke: check the StackWise Virtual link and both units.",
                  "Answer 'n' unless you know better, then retry.")),
          Map.entry(
              "not-authorised",
              List.of("Give the account of {device} the privilege for the command, then retry.")),
          Map.entry(
              "engine-busy",
              List.of(
                  "'show install summary' and 'show install log' on {device}: is another install"
                      + " operation running?",
                  "If none is and the lock stays for more than 15 min, only a reload of {device}"
                      + " frees it: that is an outage, plan it.",
                  "Then retry.")),
          Map.entry(
              "abort-refused",
              List.of(
                  "In 'Added state' abort is not allowed: if both units run {from}, clear; the job"
                      + " removes what it added.",
                  "If one unit already restarted, wait for the device to finish or to roll back"
                      + "{rollback}, then retry.",
                  "Last resort, with an outage on 17.x: clear with scope INSTALL_STATE.")),
          Map.entry(
              "abort-did-nothing",
              List.of(
                  "'show issu state detail' on {device}: is an abort in progress?",
                  "If it is: wait until both units run {from}, then retry.",
                  "If it is not: abort once more, or let the device roll back by"
                      + " itself{rollback}.")),
          Map.entry(
              "commit-too-late",
              List.of(
                  "The device rolls back by itself{rollback}. A commit takes up to 8 min and is not"
                      + " begun so late.",
                  "To keep {target}: 'install auto-abort-timer stop' at your own decision, then"
                      + " commit.",
                  "Otherwise abort, or let the timer run out and retry.")),
          Map.entry(
              "not-clean",
              List.of(
                  "'show install summary' on {device}: what is listed as I was added by this job.",
                  "'install remove inactive' at the console, answer y to the files of {target} only.",
                  "When nothing but C is left: retry, or resolve.")),
          Map.entry(
              "post-check-failed",
              List.of(
                  "Compare the evidence with the service's own view: is traffic flowing?",
                  "To keep {target}: mend what failed, then commit before the device rolls back"
                      + "{rollback}.",
                  "To go back: abort.")),
          Map.entry(
              "another-device",
              List.of(
                  "What answers at the address of {device} has another name or other serial numbers.",
                  "Check the address, DNS and who answers; put {device} back under it, then retry.")),
          Map.entry(
              "internal-error",
              List.of(
                  "Look into the log of the service for this job's id; the device was left as it is.",
                  "When the cause is mended: retry.")));

  private Guide() {}

  /// Numbered steps for `code`, in the words of this job.
  static List<String> steps(String code, Job job) {
    List<String> steps = STEPS.getOrDefault(code, LOOK_FIRST);
    List<String> all = new ArrayList<>();
    for (String step : steps) {
      all.add((all.size() + 1) + ". " + filled(step, job));
    }
    all.add((all.size() + 1) + ". Legal now: " + legal(job) + ".");
    return all;
  }

  private static String filled(String step, Job job) {
    return step.replace("{device}", job.order().deviceName())
        .replace("{target}", job.order().target().release())
        .replace("{from}", job.memory().fromVersion().orElse("the old release"))
        .replace("{active}", job.memory().formerActive().orElse("one unit"))
        .replace("{standby}", job.memory().formerStandby().orElse("the other"))
        .replace(
            "{rollback}", job.memory().timerEndsAt().map(end -> " at about " + end).orElse(""));
  }

  private static String legal(Job job) {
    Job parked =
        job.stage() == Stage.NEEDS_OPERATOR
            ? job
            : job.with(draft -> {
              draft.stage = Stage.NEEDS_OPERATOR;
              draft.memory =
                  draft.memory.with(
                      memory -> memory.parkedFrom = java.util.Optional.of(job.stage()));
            });
    return String.join(", ", LegalActions.of(parked).stream().map(Action::word).sorted().toList());
  }
}
