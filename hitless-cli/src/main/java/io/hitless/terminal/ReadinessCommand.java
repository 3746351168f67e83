package io.hitless.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `hitless readiness`: may these devices be upgraded? Reads only.
@Command(
    name = "readiness",
    description =
        "Find out whether devices may be upgraded; reads only. Ends with 0 when all are ready.",
    mixinStandardHelpOptions = true)
final class ReadinessCommand implements java.util.concurrent.Callable<Integer> {
  private static final int EVERY_SECONDS = 1;
  private static final int MANY = 100_000;

  private final HitlessCommand hitless;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "DEVICE", description = "Names or ids")
  private List<String> devices = List.of();

  @Option(names = "--image", description = "File name or id: also ask what depends on the image")
  private @Nullable String image;

  @Option(names = "--site", description = "Those of a site (may be repeated)")
  private List<String> sites = List.of();

  @Option(names = "--role", description = "Those of a role (may be repeated)")
  private List<String> roles = List.of();

  @Option(names = "--tag", description = "Those with a tag (may be repeated)")
  private List<String> tags = List.of();

  @Option(names = "--all", description = "The whole fleet")
  private boolean all;

  ReadinessCommand(HitlessCommand hitless) {
    this.hitless = hitless;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean filtered = !sites.isEmpty() || !roles.isEmpty() || !tags.isEmpty();
    if (devices.isEmpty() && !filtered && !all && spec != null) {
      throw new ParameterException(spec.commandLine(), "name devices or filters, or say --all");
    }
    Service service = hitless.service();
    return devices.size() == 1 && !filtered && !all ? one(service) : many(service);
  }

  private int one(Service service) throws InterruptedException {
    String device = Json.text(Names.device(service, devices.getFirst()), "/id");
    JsonNode run = done(service, service.post("/devices/" + device + "/readiness", asked(service)));
    if (hitless.json()) {
      hitless.print(run);
    } else {
      checks(run);
    }
    return ready(run);
  }

  private int many(Service service) throws InterruptedException {
    Map<String, Object> targets = new LinkedHashMap<>();
    if (all) {
      targets.put("all", true);
    }
    targets.put("devices", devices);
    targets.put("sites", sites);
    targets.put("roles", roles);
    targets.put("tags", tags);
    Map<String, Object> body = asked(service);
    body.put("targets", targets);
    JsonNode run = done(service, service.post("/readiness-runs", body));
    List<JsonNode> results =
        service.list("/readiness-runs/" + Json.text(run, "/id") + "/results", Map.of(), MANY);
    if (hitless.json()) {
      hitless.print(results);
      return ready(run);
    }
    Table table = new Table("DEVICE", "VERDICT", "WHAT STANDS IN THE WAY");
    for (JsonNode result : results) {
      table.row(Json.text(result, "/deviceName"), Json.text(result, "/verdict"), inTheWay(result));
    }
    hitless.screen().print(table);
    return ready(run);
  }

  private Map<String, Object> asked(Service service) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (image != null) {
      body.put("image", Names.image(service, image));
    }
    return body;
  }

  /// No event tells of a run's end, so that it is asked about.
  private static JsonNode done(Service service, JsonNode begun) throws InterruptedException {
    JsonNode run = begun;
    while (!Json.text(run, "/state").equals("DONE")) {
      new CountDownLatch(1).await(EVERY_SECONDS, TimeUnit.SECONDS);
      run = service.get("/readiness-runs/" + Json.text(begun, "/id"));
    }
    return run;
  }

  private void checks(JsonNode run) {
    Screen screen = hitless.screen();
    Table table = new Table("CHECK", "RESULT", "SUMMARY");
    run.path("checks")
        .forEach(check ->
            table.row(
                Json.text(check, "/id"),
                Json.text(check, "/result"),
                Json.text(check, "/summary")));
    screen.print(table);
    for (JsonNode check : run.path("checks")) {
      if (!Json.text(check, "/result").equals("PASS")) {
        screen.line("");
        screen.line(
            "%s, by '%s':".formatted(Json.text(check, "/id"), Json.text(check, "/command")));
        Json.texts(check.path("evidence")).forEach(line -> screen.line("    " + line));
      }
    }
    screen.line("");
    String verdict = Json.text(run, "/verdict");
    screen.line(verdict, "%s: %s".formatted(Json.text(run, "/deviceName"), verdict));
  }

  private static String inTheWay(JsonNode result) {
    StringBuilder found = new StringBuilder();
    for (JsonNode check : result.path("checks")) {
      String answer = Json.text(check, "/result");
      if (answer.equals("FAIL") || answer.equals("UNKNOWN")) {
        found
            .append(found.isEmpty() ? "" : "; ")
            .append(Json.text(check, "/id"))
            .append(": ")
            .append(Json.text(check, "/summary"));
      }
    }
    return found.toString();
  }

  private static int ready(JsonNode run) {
    return Json.text(run, "/verdict").equals("READY") ? Exit.YES : Exit.NO;
  }
}
