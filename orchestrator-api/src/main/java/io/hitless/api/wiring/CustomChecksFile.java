package io.hitless.api.wiring;

import io.hitless.api.body.AtMost;
import io.hitless.api.body.Form;
import io.hitless.api.body.FormReader;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;
import io.hitless.api.body.StrictJson;
import io.hitless.api.problem.Rejection;
import io.hitless.api.problem.Violation;
import io.hitless.readiness.Check;
import io.hitless.readiness.CustomCheck;
import io.hitless.readiness.CustomCheck.Definition;
import io.hitless.readiness.CustomCheck.Expectation;
import io.hitless.readiness.CustomCheck.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads a site's own questions, strictly: with one fault in it the service does not start, and
/// says where all of them are. A question that is quietly left out would be a check that passes.
record CustomChecksFile(StrictJson json, FormReader forms) {

  /// The file.
  record CustomChecksForm(@AtMost(100) List<CustomCheckForm> checks) implements Form {}

  /// One question.
  record CustomCheckForm(
      @Is(Grammar.SYSTEM) String id,
      @Is(Grammar.SENTENCE) String command,
      @Is(Grammar.SENTENCE) String pattern,
      Expectation expect,
      Optional<Severity> severity,
      @Is(Grammar.SENTENCE) String summary)
      implements Form {
    Definition definition() {
      return new Definition(id, command, pattern, expect, severity.orElse(Severity.FAIL), summary);
    }
  }

  /// @param taken words of other checks
  /// @throws IllegalStateException naming the file, the place and what is wrong there
  List<Check> read(Path file, Set<String> taken) {
    try {
      CustomChecksForm form =
          forms.read(json.read(Files.readAllBytes(file)), CustomChecksForm.class);
      return checks(form, taken);
    } catch (Rejection refused) {
      String places =
          refused.violations().stream()
              .map(fault -> fault.pointer() + " " + fault.message())
              .collect(Collectors.joining("; "));
      throw new IllegalStateException(
          "HITLESS_CUSTOM_CHECKS "
              + file
              + ": "
              + (places.isEmpty() ? refused.getMessage() : places),
          refused);
    } catch (IOException unreadable) {
      throw new IllegalStateException(
          "HITLESS_CUSTOM_CHECKS " + file + " can not be read", unreadable);
    }
  }

  private static List<Check> checks(CustomChecksForm form, Set<String> taken) {
    List<Check> checks = new ArrayList<>();
    List<Violation> faults = new ArrayList<>();
    Set<String> ids = new HashSet<>(taken);
    for (int i = 0; i < form.checks().size(); i++) {
      CustomCheckForm one = form.checks().get(i);
      String at = "/checks/" + i + "/";
      if (!ids.add(one.id())) {
        faults.add(new Violation(at + "id", "duplicate", "is the word of another check"));
      }
      try {
        checks.add(CustomCheck.of(one.definition()));
      } catch (CustomCheck.Refused refused) {
        faults.add(
            new Violation(at + refused.field(), "invalid", String.valueOf(refused.getMessage())));
      }
    }
    if (!faults.isEmpty()) {
      throw Rejection.invalid(faults);
    }
    return checks;
  }
}
