package io.hitless.job;

import io.hitless.device.Change;
import io.hitless.device.Drivers;
import io.hitless.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The exact changing commands that a job would send, in order, before it sends any.
///
/// @param commands in order
/// @param fileSystem where the image is expected; when absent the device was never read, and
///   `flash:` stands for it in the commands
public record CommandPlan(List<Planned> commands, Optional<String> fileSystem) {
  public CommandPlan {
    commands = List.copyOf(commands);
  }

  /// One command.
  ///
  /// @param stage in which it is sent
  /// @param command exact words
  /// @param onlyIf what must be the case, absent when it is always sent
  public record Planned(Stage stage, String command, Optional<String> onlyIf) {}

  /// @param fileSystem of the device, when it is known
  public static CommandPlan of(
      JobOrder order, Image image, Optional<String> fileSystem, Drivers drivers) {
    String path = fileSystem.orElse("flash:") + order.filename();
    var plan = new ArrayList<Planned>();
    if (image.source() instanceof Image.Source.Pull pull) {
      plan.add(
          planned(
              drivers,
              Stage.STAGING,
              new Change.Copy(pull.url(), path),
              "the image is not on the flash, complete"));
    }
    switch (order.workflow()) {
      case THREE_STEP -> {
        plan.add(planned(drivers, Stage.ADDING, new Change.AddImage(path)));
        plan.add(planned(drivers, Stage.ACTIVATING, new Change.Activate(Optional.empty())));
        plan.add(planned(drivers, Stage.COMMITTING, new Change.Commit()));
        if (order.onFailure() == JobOrder.OnFailure.ABORT) {
          plan.add(
              planned(
                  drivers,
                  Stage.ABORTING,
                  new Change.Abort(),
                  "something fails between activation and commit"));
        }
        plan.add(
            planned(
                drivers,
                Stage.CLEARING,
                new Change.RemoveInactive(),
                "the job gives up, and what it added is still listed as inactive"));
      }
      case ONE_STEP ->
          plan.add(planned(drivers, Stage.INSTALLING, new Change.InstallInOneStep(path)));
    }
    plan.add(
        planned(
            drivers,
            Stage.ADDING,
            new Change.SaveConfiguration(),
            "the device refuses an install command because its configuration is not saved"));
    return new CommandPlan(plan, fileSystem);
  }

  private static Planned planned(Drivers drivers, Stage stage, Change change) {
    return new Planned(stage, drivers.words(change), Optional.empty());
  }

  private static Planned planned(Drivers drivers, Stage stage, Change change, String onlyIf) {
    return new Planned(stage, drivers.words(change), Optional.of(onlyIf));
  }
}
