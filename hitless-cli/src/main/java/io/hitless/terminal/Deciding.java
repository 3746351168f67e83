package io.hitless.terminal;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// A second person's word on an upgrade. It is about what they read: `jobs approval` shows a
/// digest, and whoever decides names it, so that nobody approves what was changed behind their
/// back.
final class Deciding {
  /// Hexadecimal digits that nobody finds another content for.
  private static final int ENOUGH = 32;

  private final Service service;

  Deciding(Service service) {
    this.service = service;
  }

  /// What is to be decided about, and what was.
  JsonNode approval(String job) {
    return service.get("/jobs/" + Names.job(service, job) + "/approval");
  }

  /// @param verdict `approve` or `deny`
  /// @param read the digest that was read, or its first characters
  JsonNode decide(String job, String verdict, String read, String reason) {
    if (read.length() < ENOUGH) {
      throw new WrongSettings(
          "at least %d characters of the digest, please: hitless jobs approval %s"
              .formatted(ENOUGH, job));
    }
    String id = Names.job(service, job);
    String now = Json.text(service.get("/jobs/" + id + "/approval"), "/digest");
    // A digest that is another one by now is refused by the service, with the reason.
    String named = now.startsWith(read) ? now : read;
    return service.post(
        "/jobs/" + id + "/" + verdict,
        Map.of("reason", reason),
        UUID.randomUUID().toString(),
        "If-Match",
        "\"" + named + "\"");
  }

  static void show(JsonNode approval, Screen screen) {
    screen.line(
        "%s, asked by %s%s"
            .formatted(
                Json.text(approval, "/about").equals("UPGRADE")
                    ? "the upgrade"
                    : "clear install state",
                Json.text(approval, "/askedBy"),
                approval.path("required").asBoolean() ? "" : ": needs no second person"));
    for (String why : Json.texts(approval.path("why"))) {
      screen.line("  because " + why);
    }
    String digest = Json.text(approval, "/digest");
    if (!digest.isEmpty()) {
      screen.line("  digest  " + digest);
    }
    List<JsonNode> decisions = approval.path("decisions").valueStream().toList();
    if (decisions.isEmpty()) {
      return;
    }
    Table table = new Table("AT", "DECISION", "BY", "UNTIL", "ABOUT", "REASON");
    decisions.forEach(it ->
        table.row(
            Json.moment(it, "/at"),
            Json.text(it, "/decision"),
            Json.text(it, "/by"),
            Json.moment(it, "/until"),
            Json.text(it, "/digest").equals(digest) ? "this" : "what it was before",
            Json.text(it, "/reason")));
    screen.print(table);
  }
}
