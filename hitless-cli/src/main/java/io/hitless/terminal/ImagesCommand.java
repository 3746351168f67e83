package io.hitless.terminal;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `hitless images`: what devices may be upgraded to.
@Command(
    name = "images",
    description = "The images that devices may be upgraded to.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ImagesCommand {
  private final HitlessCommand hitless;

  ImagesCommand(HitlessCommand hitless) {
    this.hitless = hitless;
  }

  @Command(description = "List images", mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--most", defaultValue = "100000", description = "How many at most")
          int most) {
    List<JsonNode> images = hitless.service().list("/images", Map.of(), most);
    if (hitless.json()) {
      hitless.print(images);
      return Exit.YES;
    }
    Table table = new Table("VERSION", "PLATFORM", "STATUS", "SOURCE", "FILE", "ID");
    images.forEach(image ->
        table.row(
            Json.text(image, "/version"),
            Json.text(image, "/platform"),
            Json.text(image, "/status"),
            Json.text(image, "/source/type"),
            Json.text(image, "/filename"),
            Json.text(image, "/id")));
    hitless.screen().print(table);
    return Exit.YES;
  }
}
