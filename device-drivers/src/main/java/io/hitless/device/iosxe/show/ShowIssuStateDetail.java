package io.hitless.device.iosxe.show;

import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.IssuState.Completed;
import io.hitless.device.facts.IssuState.Health;
import io.hitless.device.facts.IssuState.Idle;
import io.hitless.device.facts.IssuState.InProgress;
import io.hitless.device.facts.IssuState.Phase;
import io.hitless.device.facts.Reading;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show issu state detail`: the one answer that says how far an upgrade is.
///
/// 16.x prints the operation alone, 17.x a table of system checks before it. Older route processors
/// (ASR 1000, Catalyst 6500) answer the same command in words that mean other things; those are
/// refused by name.
public final class ShowIssuStateDetail {
  private static final Pattern IDLE = Pattern.compile("^\\s*No ISSU operation is in progress\\s*$");
  private static final Pattern OLD_ROUTE_PROCESSOR =
      Pattern.compile("^\\s*(?:Slot being modified|Loadversion time|Rollback)\\s*:");
  private static final Pattern OLD_SUPERVISOR =
      Pattern.compile("^\\s*(?:Slot|RP State|ISSU State)\\s*=");
  private static final Pattern NOISE =
      Pattern.compile(
          "--- .+ ---|Finished (?:local lock acquisition|installation state synchronization).*|=+|-+(?:\\s+-+)*");
  private static final Pattern CHECK =
      Pattern.compile("(?<check>[A-Z][\\w ]*\\S)\\s{2,}(?<answer>Yes|No)");
  private static final Pattern TABLE = Pattern.compile("^\\s*System Check\\s+Status\\s*$");
  private static final Pattern OPERATIONAL_MODE =
      Pattern.compile("Operational Mode\\s{2,}(?<mode>\\S+)");
  private static final Pattern ADDED_IMAGE = Pattern.compile("^\\s*Added Image\\s*:");
  private static final Pattern COMPATIBLE =
      Pattern.compile("(?<name>\\d\\S+)\\s{2,}(?<answer>Yes|No)");
  private static final Pattern OPERATION = Pattern.compile("^\\s*Operation type\\s*:");
  private static final Pattern COMPLETED = Pattern.compile("^\\s*Completed operations\\s*:");
  private static final Pattern TRANSITION = Pattern.compile("^\\s*State transition\\s*:");
  private static final Pattern COMPLETED_ROW =
      Pattern.compile(
          "(?<operation>\\S.*?)\\s+(?<at>\\d{4}-\\d{2}-\\d{2}:\\d{2}:\\d{2}:\\d{2}|N/A)");
  private static final Pattern MODE =
      Pattern.compile("(?<mode>\\S+), terminal state (?<not>not )?reached");
  private static final Pattern LAST_OPERATION =
      Pattern.compile(
          "|N/A|(?:Add|Activate|Switchover|Commit|Abort|Deactivate|Remove|Rollback)\\b.*");

  /// What a switch calls a mere add is told nowhere; whatever may name more than that is not it.
  private static final Pattern MORE_THAN_ADDED =
      Pattern.compile(
          "activat|abort|commit|switch|standby|roll|remov|restart|reload",
          Pattern.CASE_INSENSITIVE);

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd:HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final int CHECKS = 6;

  private ShowIssuStateDetail() {}

  public static Reading<IssuState> parse(Printed printed) {
    printed.refuseBusy();
    if (printed.says(OLD_ROUTE_PROCESSOR)) {
      throw printed.refused(
          "this is the ISSU of a router's route processor, not of a Catalyst 9000");
    }
    if (printed.says(OLD_SUPERVISOR)) {
      throw printed.refused(
          "this is the eFSU of an older supervisor, not the ISSU of a Catalyst 9000");
    }
    boolean idle = printed.indexOf(IDLE) >= 0;
    int operation = printed.indexOf(OPERATION);
    if (idle == operation >= 0) {
      throw printed.refused(
          idle
              ? "says both that nothing is in progress and that something is"
              : "says neither that an operation is in progress nor that none is");
    }
    Optional<Health> health = health(printed);
    IssuState state =
        new IssuState(health, idle ? idle(printed, health) : inProgress(printed, operation));
    return printed.reading(
        state,
        printed.lines().stream()
            .map(String::strip)
            .filter(line -> !NOISE.matcher(line).matches())
            .toList());
  }

  private static Optional<Health> health(Printed printed) {
    int table = printed.indexOf(TABLE);
    Optional<String> status = printed.label("Current ISSU Status");
    if (status.isEmpty() && table < 0) {
      return Optional.empty();
    }
    List<Health.Row> rows = new ArrayList<>();
    printed
        .all(CHECK)
        .forEach(
            row -> rows.add(new Health.Row(row.group("check"), row.group("answer").equals("Yes"))));
    if (table < 0
        || rows.size() < CHECKS
        || rows.stream().map(Health.Row::check).distinct().count() != rows.size()) {
      throw printed.refused("the table of system checks is not complete");
    }
    boolean enabled =
        switch (status.orElse("")) {
          case "Enabled", "In Progress" -> true;
          case "Disabled" -> false;
          default ->
              throw printed.refused(
                  "'Current ISSU Status' is not understood: " + status.orElse("missing"));
        };
    return Optional.of(
        new Health(
            enabled,
            printed.need("Previous ISSU Operation"),
            rows,
            printed.only(OPERATIONAL_MODE).map(row -> row.group("mode"))));
  }

  /// Beside the table and the lock's messages nothing else may be said.
  private static Idle idle(Printed printed, Optional<Health> health) {
    for (String line : printed.lines()) {
      String text = line.strip();
      boolean known =
          IDLE.matcher(text).matches()
              || NOISE.matcher(text).matches()
              || (health.isPresent()
                  && (TABLE.matcher(text).matches()
                      || CHECK.matcher(text).matches()
                      || OPERATIONAL_MODE.matcher(text).matches()
                      || text.matches("(?:Current ISSU Status|Previous ISSU Operation)\\s*:.*")));
      if (!known) {
        throw printed.refused("beside 'No ISSU operation is in progress' it says: " + text);
      }
    }
    return new Idle();
  }

  private static InProgress inProgress(Printed printed, int from) {
    Printed operation = printed.part(from, printed.lines().size());
    String current = operation.need("Current state");
    Matcher mode = MODE.matcher(operation.need("Operating mode"));
    if (!mode.matches()) {
      throw printed.refused(
          "'Operating mode' is not understood: " + operation.need("Operating mode"));
    }
    Phase phase = phase(printed, current);
    boolean terminal = mode.group("not") == null;
    return new InProgress(
        operation.need("Operation type"),
        operation.label("Install type"),
        phase,
        current,
        lastOperation(operation, phase == Phase.ADDED && terminal),
        completed(operation),
        Arrays.stream(operation.need("State transition").split("->", -1))
            .map(String::strip)
            .toList(),
        RollbackTimer.inIssuState(printed, operation.need("Auto abort timer")),
        operation.label("Running image"),
        addedImage(printed, from),
        stated(operation.label("Abort Reason")),
        mode.group("mode"),
        terminal);
  }

  /// It alone tells a commit that runs from one that may be sent.
  ///
  /// @param added whether nothing but an added image can be told of here
  private static String lastOperation(Printed operation, boolean added) {
    String words = operation.need("Last operation");
    if (!LAST_OPERATION.matcher(words).matches()
        && (!added || MORE_THAN_ADDED.matcher(words).find())) {
      throw operation.refused("'Last operation' is not understood: " + words);
    }
    return stated(Optional.of(words)).orElse("");
  }

  private static Phase phase(Printed printed, String current) {
    return switch (current.toLowerCase(Locale.ROOT).replaceFirst("\\s+state$", "")) {
      case "added" -> Phase.ADDED;
      case "standby activated" -> Phase.STANDBY_ACTIVATED;
      case "active switched-over" -> Phase.ACTIVE_SWITCHED_OVER;
      case "activated" -> Phase.ACTIVATED;
      default -> throw printed.refused("'Current state' is not understood: " + current);
    };
  }

  private static List<Completed> completed(Printed operation) {
    int from = operation.indexOf(COMPLETED);
    int to = operation.indexOf(TRANSITION);
    if (from < 0) {
      return List.of();
    }
    if (to < from) {
      throw operation.refused("cut short behind 'Completed operations'");
    }
    List<Completed> rows = new ArrayList<>();
    for (String line : operation.lines().subList(from + 1, to)) {
      String text = line.strip();
      Matcher row = COMPLETED_ROW.matcher(text);
      if (row.matches()) {
        rows.add(new Completed(row.group("operation"), at(operation, row.group("at"))));
      } else if (!NOISE.matcher(text).matches()
          && !text.matches("Operation\\s+Start time|N/A|None")) {
        throw operation.refused("a completed operation is not understood: " + text);
      }
    }
    return rows;
  }

  private static Optional<LocalDateTime> at(Printed operation, String text) {
    try {
      return text.equals("N/A") ? Optional.empty() : Optional.of(LocalDateTime.parse(text, AT));
    } catch (DateTimeParseException none) {
      throw operation.refused("no time: " + text);
    }
  }

  /// An image that the device finds incompatible is named with that remark, so that it equals no
  /// release.
  private static Optional<String> addedImage(Printed printed, int operation) {
    int from = printed.indexOf(ADDED_IMAGE);
    if (from < 0 || from > operation) {
      return Optional.empty();
    }
    return printed
        .part(from, operation)
        .only(COMPATIBLE)
        .map(row ->
            row.group("name") + (row.group("answer").equals("Yes") ? "" : " (not compatible)"));
  }

  private static Optional<String> stated(Optional<String> value) {
    return value.filter(text -> !text.isEmpty() && !text.equals("N/A"));
  }
}
