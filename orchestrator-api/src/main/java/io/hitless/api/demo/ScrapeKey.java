package io.hitless.api.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `ScrapeKey --file FILE --url URL`: has the service make a key of the role VIEWER for Prometheus
/// and leaves it alone in a file, so that a scraper never holds an administrator's key. A key that
/// is in the file already and still counts is left as it is.
public final class ScrapeKey {
  private static final String USAGE =
      """
      ScrapeKey: has a key of the role VIEWER made and writes it to a file for Prometheus.
        --file FILE   where to (required); with a key in it that counts, nothing is done
        --url URL     of the service (http://localhost:8080)
      HITLESS_API_KEY is the administrator's key it calls with.
      """;

  private ScrapeKey() {}

  public static void main(String[] arguments) throws IOException {
    System.exit(run(arguments, System.getenv(), System.out));
  }

  static int run(String[] arguments, Map<String, String> environment, PrintStream out)
      throws IOException {
    @Nullable Path file = null;
    URI url = URI.create("http://localhost:8080");
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--file" -> file = Path.of(arguments[i + 1]);
        case "--url" -> url = URI.create(arguments[i + 1]);
        default -> file = null;
      }
    }
    @Nullable String administrator = environment.get("HITLESS_API_KEY");
    if (file == null || administrator == null) {
      out.print(USAGE);
      return 2;
    }
    boolean counts;
    try {
      counts = counts(file, url);
    } catch (IllegalStateException unclear) {
      out.println("whether the key in " + file + " counts is not known: " + unclear.getMessage());
      return 1;
    }
    if (counts) {
      out.println("the key in " + file + " still counts");
      return 0;
    }
    // Each has a name of its own: one whose text was lost can't be shown again.
    String name = "prometheus-" + UUID.randomUUID().toString().substring(0, 8);
    String key =
        new Client(url, administrator)
            .post(
                "/api/v1/api-keys",
                Map.of("name", name, "role", "VIEWER", "reason", "reads the metrics"))
            .path("key")
            .asString();
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(unfinished, key);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    out.println("the key " + name + " is in " + file);
    return 0;
  }

  private static boolean counts(Path file, URI url) throws IOException {
    return Files.isRegularFile(file)
        && new Client(url, Files.readString(file).strip()).mayGet("/api/v1/jobs?limit=1");
  }
}
