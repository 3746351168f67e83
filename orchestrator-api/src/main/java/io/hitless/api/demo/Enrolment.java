package io.hitless.api.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells the service about the fleet and orders one upgrade a device, as an operator's script
/// would.
final class Enrolment {
  private static final Duration STAGGER = Duration.ofSeconds(4);

  private final Client client;

  Enrolment(Client client) {
    this.client = client;
  }

  void enrol(List<DemoFleet.Member> members, Instant start) {
    client.post(
        "/api/v1/credentials",
        Map.of(
            "name", "noc",
            "source", "STORED",
            "username", DemoFleet.USERNAME,
            "password", DemoFleet.PASSWORD,
            "enableSecret", DemoFleet.ENABLE_SECRET));
    Map<String, String> images = new HashMap<>();
    for (int i = 0; i < members.size(); i++) {
      DemoFleet.Member member = members.get(i);
      String image = images.computeIfAbsent(member.target().filename(), _ -> image(member));
      client.post("/api/v1/devices", device(member));
      client.post(
          "/api/v1/jobs",
          Map.of(
              "device",
              member.name(),
              "image",
              image,
              "soak",
              "PT5M",
              "notBefore",
              start.plus(STAGGER.multipliedBy(i)).toString(),
              "reason",
              "demo"));
    }
  }

  private String image(DemoFleet.Member member) {
    var image = member.target();
    return client
        .post(
            "/api/v1/images",
            Map.of(
                "filename", image.filename(),
                "platform", image.filename().startsWith("cat3k") ? "CAT3K" : "CAT9K",
                "version", image.version(),
                "sizeBytes", image.sizeBytes(),
                "md5", image.md5(),
                "sha512", image.sha512(),
                "status", "APPROVED",
                "source", Map.of("type", "ON_DEVICE")))
        .path("id")
        .asString();
  }

  private static Map<String, Object> device(DemoFleet.Member member) {
    return Map.of(
        "name", member.name(),
        "address", "127.0.0.1",
        "port", member.device().port(),
        "credential", "noc",
        "site", member.site().toUpperCase(java.util.Locale.ROOT),
        "role", "core",
        "sshProfile", "LEGACY",
        "hostKeyPolicy", "PINNED",
        "hostKeys", List.copyOf(member.device().hostKeys()));
  }
}
