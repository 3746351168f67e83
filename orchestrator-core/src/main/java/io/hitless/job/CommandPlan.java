package io.hitless.job;

import io.hitless.device.Change;
import io.hitless.device.Drivers;
import io.hitless.device.ImageContent;
import io.hitless.image.Image;
import java.io.InputStream;
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

  /// A plan is about words, not bytes.
  private static final ImageContent NOTHING =
      new ImageContent() {
        @Override
        public long bytes() {
          return 0;
        }

        @Override
        public InputStream open() {
          return InputStream.nullInputStream();
        }
      };

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
    copied(image, path)
        .ifPresent(copy -> {
          plan.add(planned(drivers, Stage.STAGING, copy, "the image is not on the flash"));
          plan.add(
              planned(
                  drivers,
                  Stage.STAGING,
                  new Change.DeleteFile(path),
                  "this job's own copy came out short or damaged"));
        });
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

  private static Optional<Change> copied(Image image, String path) {
    return switch (image.source()) {
      case Image.Source.OnDevice here -> Optional.empty();
      case Image.Source.Pull pull ->
          Optional.of(new Change.Copy(pull.url(), path, pull.vrf(), Optional.empty()));
      case Image.Source.Push push -> Optional.of(new Change.Push(NOTHING, path));
    };
  }

  private static Planned planned(Drivers drivers, Stage stage, Change change) {
    return new Planned(stage, drivers.words(change), Optional.empty());
  }

  private static Planned planned(Drivers drivers, Stage stage, Change change, String onlyIf) {
    return new Planned(stage, drivers.words(change), Optional.of(onlyIf));
  }
}
