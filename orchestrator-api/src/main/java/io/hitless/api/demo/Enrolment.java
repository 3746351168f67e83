package io.hitless.api.demo;

import io.hitless.device.sim.ImageCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Tells the service about simulated switches and orders one upgrade a device, as an operator's
/// script would. What the service knows already is left as it is.
final class Enrolment {
  private final Client client;
  private final Login login;
  private final Duration stagger;
  private final Map<String, String> images = new HashMap<>();

  /// @param stagger how long each upgrade begins after the one before
  Enrolment(Client client, Login login, Duration stagger) {
    this.client = client;
    this.login = login;
    this.stagger = stagger;
  }

  /// What all the switches let in.
  record Login(String username, String password, String enableSecret) {
    @Override
    public String toString() {
      return "Login[" + username + "]";
    }
  }

  /// A switch as the service has to know it.
  record Candidate(
      String name,
      String address,
      int port,
      String site,
      List<String> hostKeys,
      ImageCatalogue.Image image) {}

  /// @return how many upgrades were ordered
  int enrol(List<Candidate> candidates, Instant start) {
    if (!known("/api/v1/credentials?limit=500", "name", "noc")) {
      client.post("/api/v1/credentials", credential());
    }
    int ordered = 0;
    for (Candidate candidate : candidates) {
      if (!known("/api/v1/devices?name=" + candidate.name(), "name", candidate.name())) {
        client.post("/api/v1/devices", device(candidate));
      }
      if (!known("/api/v1/jobs?device=" + candidate.name(), "reason", "demo")) {
        Instant notBefore = start.plus(stagger.multipliedBy(ordered));
        client.post("/api/v1/jobs", order(candidate, notBefore));
        ordered++;
      }
    }
    return ordered;
  }

  /// Whether one of the listed has this value.
  private boolean known(String list, String field, String value) {
    return items(list).stream().anyMatch(item -> item.path(field).asString("").equals(value));
  }

  private List<JsonNode> items(String list) {
    return StreamSupport.stream(client.get(list).path("items").spliterator(), false).toList();
  }

  private Map<String, Object> credential() {
    return Map.of(
        "name", "noc",
        "source", "STORED",
        "username", login.username(),
        "password", login.password(),
        "enableSecret", login.enableSecret());
  }

  private Map<String, Object> order(Candidate candidate, Instant notBefore) {
    return Map.of(
        "device", candidate.name(),
        "image", image(candidate.image()),
        "soak", "PT5M",
        "notBefore", notBefore.toString(),
        "reason", "demo");
  }

  private String image(ImageCatalogue.Image image) {
    return images.computeIfAbsent(
        image.filename(),
        filename ->
            registered(filename)
                .orElseGet(() ->
                    client
                        .post(
                            "/api/v1/images",
                            Map.of(
                                "filename", filename,
                                "platform", filename.startsWith("cat3k") ? "CAT3K" : "CAT9K",
                                "version", image.version(),
                                "sizeBytes", image.sizeBytes(),
                                "md5", image.md5(),
                                "sha512", image.sha512(),
                                "status", "APPROVED",
                                "source", Map.of("type", "ON_DEVICE")))
                        .path("id")
                        .asString()));
  }

  private Optional<String> registered(String filename) {
    return items("/api/v1/images?limit=500").stream()
        .filter(item -> item.path("filename").asString("").equals(filename))
        .map(item -> item.path("id").asString())
        .findFirst();
  }

  private static Map<String, Object> device(Candidate candidate) {
    return Map.of(
        "name", candidate.name(),
        "address", candidate.address(),
        "port", candidate.port(),
        "credential", "noc",
        "site", candidate.site(),
        "role", "core",
        "sshProfile", "LEGACY",
        "hostKeyPolicy", "PINNED",
        "hostKeys", candidate.hostKeys());
  }
}
