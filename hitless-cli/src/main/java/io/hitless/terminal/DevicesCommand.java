package io.hitless.terminal;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `hitless devices`: the register.
@Command(
    name = "devices",
    description = "The devices that are looked after.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DevicesCommand {
  private final HitlessCommand hitless;

  DevicesCommand(HitlessCommand hitless) {
    this.hitless = hitless;
  }

  @Command(description = "List devices", mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--site") @Nullable String site,
      @Option(names = "--role") @Nullable String role,
      @Option(names = "--tag") @Nullable String tag,
      @Option(names = "--platform", description = "Like C9500") @Nullable String platform,
      @Option(names = "--most", defaultValue = "100000", description = "How many at most")
          int most) {
    Map<String, String> filters = new LinkedHashMap<>();
    Filters.put(filters, "site", site);
    Filters.put(filters, "role", role);
    Filters.put(filters, "tag", tag);
    Filters.put(filters, "platform", platform == null ? null : platform.toUpperCase(Locale.ROOT));
    List<JsonNode> devices = hitless.service().list("/devices", filters, most);
    if (hitless.json()) {
      hitless.print(devices);
      return Exit.YES;
    }
    Table table = new Table("NAME", "ADDRESS", "SITE", "ROLE", "PLATFORM", "UNITS", "TAGS");
    devices.forEach(device ->
        table.row(
            Json.text(device, "/name"),
            Json.text(device, "/address") + ":" + Json.text(device, "/port"),
            Json.text(device, "/site"),
            Json.text(device, "/role"),
            Json.text(device, "/facts/platform"),
            units(device),
            Json.text(device, "/tags")));
    hitless.screen().print(table);
    return Exit.YES;
  }

  @Command(description = "Show a device", mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "DEVICE", description = "Name or id") String device) {
    JsonNode found = Names.device(hitless.service(), device);
    if (hitless.json()) {
      hitless.print(found);
      return Exit.YES;
    }
    Screen screen = hitless.screen();
    for (String field :
        List.of(
            "id",
            "name",
            "address",
            "port",
            "credential",
            "site",
            "role",
            "tags",
            "redundancyGroup",
            "sshProfile",
            "hostKeyPolicy",
            "hostKeys")) {
      screen.line("%-16s %s".formatted(field, Json.text(found, "/" + field)));
    }
    screen.line(
        "%-16s %s %s, seen %s"
            .formatted(
                "facts",
                Json.text(found, "/facts/model"),
                Json.text(found, "/facts/topology"),
                found.path("facts").isObject() ? Json.text(found, "/facts/observedAt") : "never"));
    screen.line("%-16s %s".formatted("units", units(found)));
    return Exit.YES;
  }

  @Command(
      name = "import",
      description = "Register many devices from a CSV or JSON file; each row is judged alone",
      mixinStandardHelpOptions = true)
  int importFile(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--dry-run", description = "Judge the rows and register nothing")
          boolean dryRun)
      throws FileNotFoundException {
    String type =
        file.toString().toLowerCase(Locale.ROOT).endsWith(".json")
            ? "application/json"
            : "text/csv";
    if (!file.toFile().isFile()) {
      throw new WrongSettings(file + " is no file");
    }
    JsonNode report =
        hitless
            .service()
            .send(
                "/devices/import" + (dryRun ? "?validateOnly=true" : ""),
                type,
                BodyPublishers.ofFile(file));
    if (hitless.json()) {
      hitless.print(report);
    } else {
      Table table = new Table("ROW", "RESULT", "NAME", "WHY");
      for (JsonNode row : report.path("rows")) {
        StringBuilder why = new StringBuilder();
        for (JsonNode violation : row.path("violations")) {
          why.append(why.isEmpty() ? "" : "; ")
              .append(Json.text(violation, "/pointer"))
              .append(' ')
              .append(Json.text(violation, "/message"));
        }
        table.row(
            Json.text(row, "/row"),
            Json.text(row, "/result"),
            Json.text(row, "/name"),
            why.toString());
      }
      hitless.screen().print(table);
    }
    return report.path("refused").asInt(0) == 0 ? Exit.YES : Exit.NO;
  }

  static String units(JsonNode device) {
    StringBuilder units = new StringBuilder();
    for (JsonNode unit : device.at("/facts/units")) {
      units
          .append(units.isEmpty() ? "" : ", ")
          .append(Json.text(unit, "/name"))
          .append(' ')
          .append(Json.text(unit, "/version"));
    }
    return units.toString();
  }
}
