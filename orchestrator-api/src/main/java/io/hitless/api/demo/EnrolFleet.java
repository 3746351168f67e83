package io.hitless.api.demo;

import io.hitless.device.sim.SimulatedFleet;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// `bin/enrol --inventory FILE`: tells a running service about the switches of a fleet that runs
/// beside it, and orders an upgrade for each that has none yet. Ends with 0 when all are ordered
/// (and, with `--await`, have succeeded).
public final class EnrolFleet {
  private static final List<String> SITES = List.of("FRA", "MUC", "BER");
  private static final String USAGE =
      """
      EnrolFleet: registers the switches of a simulated fleet and orders their upgrades.
        --inventory FILE   as the fleet wrote it (required)
        --url URL          of the service (http://localhost:8080)
        --stagger TIME     between the starts of two upgrades (PT10S)
        --await TIME       waits so long until all jobs of the service have ended, and fails unless each SUCCEEDED (no)
      HITLESS_API_KEY is the key it calls with. HITLESS_FLEET_USERNAME, HITLESS_FLEET_PASSWORD and HITLESS_FLEET_ENABLE_SECRET
      are what the switches let in.
      """;

  private EnrolFleet() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(run(arguments, System.getenv(), InstantSource.system(), System.out));
  }

  static int run(
      String[] arguments, Map<String, String> environment, InstantSource clock, PrintStream out)
      throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.of(arguments, environment);
    } catch (IllegalArgumentException misunderstood) {
      out.println(misunderstood.getMessage());
      out.print(USAGE);
      return 2;
    }
    Instant start = clock.instant();
    var client = new Client(options.url(), options.key());
    int ordered =
        new Enrolment(client, options.login(), options.stagger())
            .enrol(candidates(options.inventory()), start);
    out.printf("%d upgrades ordered at %s%n", ordered, options.url());
    return options.await().isZero() || succeeded(client, clock, options.await(), out) ? 0 : 1;
  }

  private static boolean succeeded(
      Client client, InstantSource clock, Duration patience, PrintStream out)
      throws InterruptedException {
    var upgrades = new Upgrades(client, clock);
    var ended = new CountDownLatch(1);
    try (ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory())) {
      var look =
          looking.scheduleWithFixedDelay(
              () -> {
                if (upgrades.now().stream().allMatch(Row::settled)) {
                  ended.countDown();
                }
              },
              0,
              1,
              TimeUnit.SECONDS);
      boolean all = ended.await(patience.toSeconds(), TimeUnit.SECONDS);
      look.cancel(false);
      List<Row> rows = upgrades.now();
      rows.forEach(row -> out.printf("%s %s %s%n", row.device(), row.state(), row.note()));
      return all && rows.stream().allMatch(row -> row.state().equals("SUCCEEDED"));
    }
  }

  private static List<Enrolment.Candidate> candidates(Path inventory) throws IOException {
    var entries =
        JsonMapper.shared().readValue(Files.readString(inventory), SimulatedFleet.Entry[].class);
    List<Enrolment.Candidate> candidates = new ArrayList<>();
    for (SimulatedFleet.Entry each : entries) {
      String site = SITES.get(candidates.size() % SITES.size());
      candidates.add(
          new Enrolment.Candidate(
              each.name(), each.address(), each.port(), site, each.hostKeys(), each.image()));
    }
    return candidates;
  }

  /// What was asked for.
  private record Options(
      Path inventory,
      URI url,
      Duration stagger,
      Duration await,
      String key,
      Enrolment.Login login) {
    static Options of(String[] words, Map<String, String> environment) {
      @Nullable Path inventory = null;
      URI url = URI.create("http://localhost:8080");
      Duration stagger = Duration.ofSeconds(10);
      Duration await = Duration.ZERO;
      for (int i = 0; i < words.length; i += 2) {
        String value = i + 1 < words.length ? words[i + 1] : "";
        switch (words[i]) {
          case "--inventory" -> inventory = Path.of(value);
          case "--url" -> url = URI.create(value);
          case "--stagger" -> stagger = Duration.parse(value);
          case "--await" -> await = Duration.parse(value);
          default -> throw new IllegalArgumentException("not understood: " + words[i]);
        }
      }
      if (inventory == null) {
        throw new IllegalArgumentException("--inventory is missing");
      }
      return new Options(
          inventory,
          url,
          stagger,
          await,
          given(environment, "HITLESS_API_KEY"),
          new Enrolment.Login(
              given(environment, "HITLESS_FLEET_USERNAME"),
              given(environment, "HITLESS_FLEET_PASSWORD"),
              given(environment, "HITLESS_FLEET_ENABLE_SECRET")));
    }

    private static String given(Map<String, String> environment, String name) {
      String value = environment.getOrDefault(name, "");
      if (value.isBlank()) {
        throw new IllegalArgumentException(name + " is not set");
      }
      return value;
    }

    @Override
    public String toString() {
      return "Options[" + inventory + ", " + url + "]";
    }
  }
}
