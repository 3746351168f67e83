package io.hitless.api.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What the API says of all upgrades at this moment, as rows.
final class Upgrades {
  private final Client client;
  private final InstantSource clock;

  Upgrades(Client client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  List<Row> now() {
    Map<String, JsonNode> devices = new HashMap<>();
    items("/api/v1/devices?limit=500")
        .forEach(each -> devices.put(each.path("id").asString(), each));
    return items("/api/v1/jobs?limit=500").stream()
        .map(job -> row(job, devices.get(job.at("/device/id").asString())))
        .sorted(java.util.Comparator.comparing(Row::device))
        .toList();
  }

  private List<JsonNode> items(String path) {
    return StreamSupport.stream(client.get(path).path("items").spliterator(), false).toList();
  }

  private Row row(JsonNode job, @org.jspecify.annotations.Nullable JsonNode device) {
    JsonNode timeline = job.path("timeline");
    Instant entered =
        timeline.isEmpty()
            ? Instant.parse(job.path("createdAt").asString())
            : Instant.parse(timeline.get(timeline.size() - 1).path("enteredAt").asString());
    JsonNode facts = device == null ? job.path("nothing") : device.path("facts");
    return new Row(
        job.at("/device/name").asString(),
        facts.path("model").asString(""),
        job.path("state").asString(),
        job.at("/progress/percent").asInt(0),
        Duration.between(entered, clock.instant()),
        StreamSupport.stream(facts.path("units").spliterator(), false)
            .map(unit -> unit.path("name").asString() + " " + unit.path("version").asString())
            .toList(),
        job.path("terminal").asBoolean(),
        note(job));
  }

  private static String note(JsonNode job) {
    if (job.path("outcome").isObject()) {
      return job.at("/outcome/code").asString();
    }
    return StreamSupport.stream(job.path("waitingFor").spliterator(), false)
        .map(reason -> "waits for " + reason.asString())
        .findFirst()
        .orElse("");
  }
}
