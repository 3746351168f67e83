package io.hitless.replay;

import io.hitless.device.IssuDriver;
import io.hitless.device.ShowCommand;
import io.hitless.device.facts.FileHash;
import io.hitless.device.facts.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// The questions that a recording names, as they are asked of a driver.
final class Questions {
  private static final Map<String, BiFunction<IssuDriver, List<String>, Reading<?>>> ALL =
      Map.ofEntries(
          Map.entry("software", (driver, _) -> driver.software()),
          Map.entry("topology", (driver, _) -> driver.topology()),
          Map.entry("redundancy", (driver, _) -> driver.redundancy()),
          Map.entry("standby", (driver, _) -> driver.standby()),
          Map.entry("boot", (driver, _) -> driver.boot()),
          Map.entry("issu", (driver, _) -> driver.issu()),
          Map.entry("install", (driver, _) -> driver.install()),
          Map.entry("storage", (driver, _) -> driver.storage()),
          Map.entry("file", (driver, about) -> driver.file(about.getFirst())),
          Map.entry(
              "hash",
              (driver, about) ->
                  driver.hash(about.getFirst(), FileHash.Algorithm.valueOf(about.get(1)))),
          Map.entry("redundancyLink", (driver, _) -> driver.redundancyLink()),
          Map.entry("members", (driver, _) -> driver.members()),
          Map.entry("configSyncFailures", (driver, _) -> driver.configSyncFailures()),
          Map.entry("configuration", (driver, _) -> driver.configuration()),
          Map.entry("runningConfiguration", (driver, _) -> driver.runningConfiguration()),
          Map.entry("switchoverHistory", (driver, _) -> driver.switchoverHistory()),
          Map.entry(
              "operations",
              (driver, _) -> new Reading<>("operations", driver.operations(), List.of())),
          Map.entry(
              "issuHistory",
              (driver, _) -> new Reading<>("issu history", driver.issuHistory(), List.of())),
          Map.entry(
              "ask", (driver, about) -> driver.ask(new ShowCommand(String.join(" ", about)))));

  private Questions() {}

  /// @return empty for a question that this release does not ask
  static Optional<Reading<?>> ask(IssuDriver driver, String question, List<String> about) {
    return Optional.ofNullable(ALL.get(question)).map(ask -> ask.apply(driver, about));
  }
}
