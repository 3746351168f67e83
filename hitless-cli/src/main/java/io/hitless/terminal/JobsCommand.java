package io.hitless.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `hitless jobs`: one upgrade of one device each.
@Command(
    name = "jobs",
    description = "Upgrades. JOB is an id, or a device's name for its newest upgrade.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class JobsCommand {
  private final HitlessCommand hitless;

  JobsCommand(HitlessCommand hitless) {
    this.hitless = hitless;
  }

  @Command(description = "Order the upgrade of a device", mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "DEVICE", description = "Name or id") String device,
      @Parameters(paramLabel = "IMAGE", description = "File name or id") String image,
      @Option(names = "--reason", required = true, description = "Why; it is in the audit log")
          String reason,
      @Option(names = "--workflow", description = "three-step (default) or one-step")
          @Nullable String workflow,
      @Option(names = "--commit", description = "auto (default) or manual") @Nullable String commit,
      @Option(names = "--soak", description = "ISO-8601, like PT10M (default)")
          @Nullable String soak,
      @Option(names = "--on-failure", description = "abort (default) or hold")
          @Nullable String onFailure,
      @Option(names = "--not-before", description = "RFC 3339, like 2026-12-01T01:00:00Z")
          @Nullable String notBefore,
      @Option(names = "--stage-only", description = "Stop when the image is added")
          boolean stageOnly,
      @Option(names = "--acknowledge-no-rollback", description = "one-step can't go back")
          boolean acknowledged,
      @Option(names = "--ref", paramLabel = "SYSTEM:KEY", description = "A ticket (repeatable)")
          @Nullable List<String> refs,
      @Option(
              names = "--idempotency-key",
              description = "Ordered again with the same one, it is ordered once")
          @Nullable String key,
      @Option(names = "--dry-run", description = "All checks of the order, and no order")
          boolean dryRun,
      @Option(names = "--watch", description = "Then watch it to its end") boolean watch)
      throws InterruptedException {
    Service service = hitless.service();
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("device", device);
    order.put("image", Names.image(service, image));
    order.put("reason", reason);
    put(order, "workflow", word(workflow));
    put(order, "commit", word(commit));
    put(order, "soak", soak);
    put(order, "onFailure", word(onFailure));
    put(order, "notBefore", notBefore);
    if (stageOnly) {
      order.put("stageOnly", true);
    }
    if (acknowledged) {
      order.put("acknowledgeNoRollback", true);
    }
    if (refs != null) {
      order.put("externalRefs", refs.stream().map(JobsCommand::ref).toList());
    }
    JsonNode job =
        service.post(
            "/jobs" + (dryRun ? "?validateOnly=true" : ""),
            order,
            key == null ? UUID.randomUUID().toString() : key);
    if (watch && !dryRun) {
      return new Watch(hitless.screen(), hitless.json())
          .follow(service, List.of(Json.text(job, "/id")), List.of());
    }
    show(job);
    return Exit.YES;
  }

  @Command(description = "List upgrades", mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--state", split = ",", description = "Like soaking,needs-operator")
          @Nullable List<String> states,
      @Option(names = "--device", description = "Name or id") @Nullable String device,
      @Option(names = "--site") @Nullable String site,
      @Option(names = "--ref", paramLabel = "SYSTEM:KEY", description = "By ticket")
          @Nullable String ref,
      @Option(names = "--created-after", description = "RFC 3339") @Nullable String createdAfter,
      @Option(names = "--most", defaultValue = "1000", description = "How many at most") int most) {
    Map<String, String> filters = new LinkedHashMap<>();
    Filters.put(
        filters,
        "state",
        states == null ? null : String.join(",", states.stream().map(JobsCommand::word).toList()));
    Filters.put(filters, "device", device);
    Filters.put(filters, "site", site);
    Filters.put(filters, "externalRef", ref);
    Filters.put(filters, "createdAfter", createdAfter);
    List<JsonNode> jobs = hitless.service().list("/jobs", filters, most);
    if (hitless.json()) {
      hitless.print(jobs);
      return Exit.YES;
    }
    Table table = new Table("DEVICE", "TO", "STATE", "DONE", "WAITS FOR", "JOB", "OUTCOME");
    jobs.forEach(job ->
        table.row(
            Json.text(job, "/device/name"),
            Json.text(job, "/image/version"),
            Json.text(job, "/state"),
            Json.text(job, "/progress/percent") + "%",
            Json.text(job, "/waitingFor"),
            Json.text(job, "/id"),
            Json.text(job, "/outcome/code")));
    hitless.screen().print(table);
    return Exit.YES;
  }

  @Command(description = "Show an upgrade", mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "JOB") String job) {
    Service service = hitless.service();
    show(service.get("/jobs/" + Names.job(service, job)));
    return Exit.YES;
  }

  @Command(
      description = "Show the exact commands that would be sent",
      mixinStandardHelpOptions = true)
  int plan(@Parameters(paramLabel = "JOB") String job) {
    Service service = hitless.service();
    hitless.print(service.get("/jobs/" + Names.job(service, job) + "/plan"));
    return Exit.YES;
  }

  @Command(
      description = {
        "Watch upgrades until each has ended or waits for a person.",
        "Ends with 0 only when all succeeded (or reached --until)."
      },
      mixinStandardHelpOptions = true)
  int watch(
      @Parameters(arity = "1..*", paramLabel = "JOB") List<String> jobs,
      @Option(names = "--until", split = ",", description = "Enough when in such a state")
          @Nullable List<String> until)
      throws InterruptedException {
    Service service = hitless.service();
    return new Watch(hitless.screen(), hitless.json())
        .follow(
            service,
            jobs.stream().map(job -> Names.job(service, job)).distinct().toList(),
            until == null ? List.of() : until.stream().map(JobsCommand::word).toList());
  }

  @Command(description = "Keep what proves an upgrade as a zip", mixinStandardHelpOptions = true)
  int evidence(
      @Parameters(paramLabel = "JOB") String job,
      @Parameters(paramLabel = "FILE", description = "Must not be there yet") Path file)
      throws IOException {
    Service service = hitless.service();
    try (InputStream body = service.open("/jobs/" + Names.job(service, job) + "/evidence")) {
      Files.copy(body, file);
    } catch (FileAlreadyExistsException there) {
      throw new WrongSettings(file + " is there already");
    }
    return Exit.YES;
  }

  @Command(
      description = "Leave the device as it was; before activation",
      mixinStandardHelpOptions = true)
  int cancel(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = "--reason", required = true) String reason) {
    return act(job, "cancel", reason, Map.of());
  }

  @Command(description = "Make the new release stay", mixinStandardHelpOptions = true)
  int commit(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = "--reason", required = true) String reason) {
    return act(job, "commit", reason, Map.of());
  }

  @Command(
      description = "Take an activated upgrade back ('install abort issu', its own only)",
      mixinStandardHelpOptions = true)
  int abort(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = "--reason", required = true) String reason) {
    return act(job, "abort", reason, Map.of());
  }

  @Command(description = "Remove what was added and not activated", mixinStandardHelpOptions = true)
  int clear(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = "--reason", required = true) String reason,
      @Option(
              names = "--install-state",
              description = "'clear install state': RELOADS ALL UNITS on 17.x")
          boolean installState) {
    return act(job, "clear", reason, installState ? Map.of("scope", "INSTALL_STATE") : Map.of());
  }

  @Command(
      description = "Read a parked upgrade's device again, and go on from the truth",
      mixinStandardHelpOptions = true)
  int retry(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = "--reason", required = true) String reason) {
    return act(job, "retry", reason, Map.of());
  }

  @Command(
      description = "Say how it ended, after you repaired the device; it is read to verify that",
      mixinStandardHelpOptions = true)
  int resolve(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = "--as", required = true, description = "succeeded, rolled-back or failed")
          String as,
      @Option(names = "--reason", required = true) String reason) {
    return act(job, "resolve", reason, Map.of("as", String.valueOf(word(as))));
  }

  @Command(
      description = "Show what a second person has to decide about, and what was decided",
      mixinStandardHelpOptions = true)
  int approval(@Parameters(paramLabel = "JOB") String job) {
    JsonNode approval = new Deciding(hitless.service()).approval(job);
    if (hitless.json()) {
      hitless.print(approval);
    } else {
      Deciding.show(approval, hitless.screen());
    }
    return Exit.YES;
  }

  @Command(
      description = "Agree, as a second person, to what 'jobs approval' showed",
      mixinStandardHelpOptions = true)
  int approve(
      @Parameters(paramLabel = "JOB") String job,
      @Parameters(paramLabel = "DIGEST", description = "As shown; its first 32 digits are enough")
          String digest,
      @Option(names = "--reason", required = true) String reason) {
    return decide(job, "approve", digest, reason);
  }

  @Command(
      description = "Say no, as a second person, to what 'jobs approval' showed",
      mixinStandardHelpOptions = true)
  int deny(
      @Parameters(paramLabel = "JOB") String job,
      @Parameters(paramLabel = "DIGEST", description = "As shown; its first 32 digits are enough")
          String digest,
      @Option(names = "--reason", required = true) String reason) {
    return decide(job, "deny", digest, reason);
  }

  private int decide(String job, String verdict, String digest, String reason) {
    show(new Deciding(hitless.service()).decide(job, verdict, digest, reason));
    return Exit.YES;
  }

  @Command(
      name = "break-glass",
      description = "Go on WITHOUT a second person, in an emergency; somebody is woken",
      mixinStandardHelpOptions = true)
  int breakGlass(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = "--reason", required = true) String reason,
      @Option(names = "--valid-for", description = "ISO-8601, like PT30M")
          @Nullable String validFor) {
    return act(
        job, "break-glass", reason, validFor == null ? Map.of() : Map.of("validFor", validFor));
  }

  @Command(
      name = "take-over",
      description = "Keep the service's hands off the device",
      mixinStandardHelpOptions = true)
  int takeOver(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = "--reason", required = true) String reason) {
    return act(job, "take-over", reason, Map.of());
  }

  @Command(
      name = "hand-back",
      description = "Let the service go on after a take-over",
      mixinStandardHelpOptions = true)
  int handBack(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = "--reason", required = true) String reason) {
    return act(job, "hand-back", reason, Map.of());
  }

  private int act(String job, String action, String reason, Map<String, Object> more) {
    Service service = hitless.service();
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("reason", reason);
    show(service.post("/jobs/" + Names.job(service, job) + "/" + action, body));
    return Exit.YES;
  }

  private void show(JsonNode job) {
    if (hitless.json()) {
      hitless.print(job);
    } else {
      JobPage.show(job, hitless.screen());
    }
  }

  private static void put(Map<String, Object> order, String field, @Nullable String value) {
    if (value != null) {
      order.put(field, value);
    }
  }

  /// `one-step` as people type it, `ONE_STEP` as the API has it.
  private static @Nullable String word(@Nullable String typed) {
    return typed == null ? null : typed.strip().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static Map<String, String> ref(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new WrongSettings(
          "a ticket is SYSTEM:KEY, like servicenow:CHG0030001, and not " + text);
    }
    return Map.of("system", text.substring(0, colon), "key", text.substring(colon + 1));
  }
}
