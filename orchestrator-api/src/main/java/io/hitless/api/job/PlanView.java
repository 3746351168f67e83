package io.hitless.api.job;

import io.hitless.job.CommandPlan;
import io.hitless.job.Stage;
import java.util.List;
import java.util.Optional;

/// The exact commands that would be sent, before they are.
///
/// @param fileSystem where the image is expected; `null` while the device was never read, then
///   `flash:` stands for it
record PlanView(List<Command> commands, Optional<String> fileSystem) {
  /// @param onlyIf what must be the case, `null` when it is always sent
  record Command(Stage state, String command, Optional<String> onlyIf) {}

  static PlanView of(CommandPlan plan) {
    return new PlanView(
        plan.commands().stream()
            .map(it -> new Command(it.stage(), it.command(), it.onlyIf()))
            .toList(),
        plan.fileSystem());
  }
}
