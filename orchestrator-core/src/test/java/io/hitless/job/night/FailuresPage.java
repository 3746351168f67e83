package io.hitless.job.night;

import io.hitless.device.sim.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Writes the table of nights as a page, so that what is documented is what was proven.
final class FailuresPage {
  private FailuresPage() {}

  static String of(List<Night> nights) {
    var page = new StringBuilder();
    page.append(
        """
        # What goes wrong, and how it ends

        Written from `nights.json` by `FailureCatalogueTest`; change the table, not this page:
        `mvn -pl orchestrator-core -am test -Dtest=FailureCatalogueTest -Dhitless.write-docs=true -Dsurefire.failIfNoSpecifiedTests=false`.

        Each line is one test: a simulated switch has the mishap over real SSH, the job ends as told, and
        the switch received these changing commands and no other, in this order. A number is a row of the
        failure catalogue; a line without one is a fault of the wire, or something that people do. `*`:
        the command may be repeated, since the switch said no. `IMAGE` stands for the path.

        """);
    row(page, List.of("row", "what happens", "scenario", "ends", "outcome", "sent", "test"));
    row(page, List.of("---", "---", "---", "---", "---", "---", "---"));
    List<Night> sorted = new ArrayList<>(nights);
    sorted.sort(Comparator.comparingInt(night -> night.row() == 0 ? 100 : night.row()));
    for (Night night : sorted) {
      row(
          page,
          List.of(
              night.row() == 0 ? "" : String.valueOf(night.row()),
              story(night),
              "`" + night.scenario() + "`",
              night.ends()
                  + night.by().map(by -> " by " + by.name().toLowerCase(Locale.ROOT)).orElse(""),
              night.code().isEmpty() ? "–" : "`" + night.code() + "`",
              sent(night),
              night.name()));
    }
    return page.toString();
  }

  private static String story(Night night) {
    return night
        .story()
        .orElseGet(() ->
            night.scenario().equals("peaceful")
                ? Scenario.PEACEFUL.story()
                : Scenario.named(night.scenario()).story());
  }

  private static String sent(Night night) {
    return night.sends().isEmpty()
        ? "nothing"
        : String.join(", ", night.sends().stream().map(line -> "`" + line + "`").toList());
  }

  private static void row(StringBuilder page, List<String> cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
