package io.hitless.terminal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `hitless events`: what happened, and what happens.
@Command(
    name = "events",
    description = "What happened to an upgrade, or what happens from now on to all.",
    mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {
  private static final int MANY = 1_000_000;

  private final HitlessCommand hitless;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--job", description = "Id, or a device's name for its newest upgrade")
  private @Nullable String job;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what happens, until Ctrl-C")
  private boolean follow;

  @Option(names = "--since", paramLabel = "ID", description = "Follow from behind this event on")
  private @Nullable Long since;

  EventsCommand(HitlessCommand hitless) {
    this.hitless = hitless;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (job == null && !follow && spec != null) {
      throw new ParameterException(spec.commandLine(), "say --job JOB, --follow, or both");
    }
    Service service = hitless.service();
    Optional<String> of = Optional.ofNullable(job).map(it -> Names.job(service, it));
    if (!follow) {
      service.list("/jobs/" + of.orElseThrow() + "/events", Map.of(), MANY).forEach(this::show);
      return Exit.YES;
    }
    try (EventFeed feed = new EventFeed(service, of, Optional.ofNullable(since))) {
      while (true) {
        feed.next().ifPresent(this::show);
      }
    }
  }

  private void show(JsonNode event) {
    Screen screen = hitless.screen();
    if (hitless.json()) {
      screen.out().println(Json.line(event));
    } else {
      screen.line(EventLine.of(event));
    }
    screen.out().flush();
  }
}
