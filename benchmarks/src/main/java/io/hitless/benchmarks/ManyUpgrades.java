package io.hitless.benchmarks;

import io.hitless.db.Seal;
import io.hitless.device.Target;
import io.hitless.device.sim.ImageCatalogue;
import io.hitless.device.sim.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A thousand whole upgrades at the same time, by two replicas of the real service on one database:
/// how fast they go, what they cost, and how late their turns start. Beside it a bare client that
/// logs in as often and asks the very same questions, taken from the switches' own record.
final class ManyUpgrades implements Benchmark {
  /// An upgrade of most of an hour takes some minutes.
  private static final double SCALE = 0.1;

  private static final Duration PATIENCE = Duration.ofMinutes(40);
  private static final int ORDERED_AT_ONCE = 16;

  /// An add and an activation keep a turn for minutes, and a quarter of all turns is kept for jobs
  /// between two releases: what is left of two replicas is enough for a thousand upgrades at once.
  private static final int TURNS = 700;

  private final Size size;

  ManyUpgrades(Size size) {
    this.size = size;
  }

  @Override
  public Section measure() throws Exception {
    Path folder = Files.createTempDirectory("hitless-replicas-");
    Path log = folder.resolve("commands.jsonl");
    String masterKey = Seal.newMasterKey();
    try (Fleet fleet = Fleet.hurried(size.upgrades(), SCALE, log);
        Database database = new Database(Clock.systemUTC());
        Service one = Service.start("one", database.server(), masterKey, SCALE, TURNS, folder);
        Service two = Service.start("two", database.server(), masterKey, SCALE, TURNS, folder);
        BareClient bare = new BareClient()) {
      List<Service> replicas = List.of(one, two);
      Map<String, String> images = prepare(fleet, one);

      Cost before = Cost.soFar(replicas, database);
      long start = System.nanoTime();
      order(fleet, replicas, images);
      double ordered = seconds(start);
      Quiet.await(PATIENCE, () -> database.count("SELECT count(*) FROM job WHERE open") == 0);
      double all = seconds(start);
      Cost cost = Cost.soFar(replicas, database).less(before);
      mustHaveSucceeded(database);

      List<List<String>> script = script(log, fleet.switches().getFirst().name());
      List<Target> targets = fleet.targets().subList(0, Math.min(100, size.upgrades()));
      Lap asked =
          Lap.of(
              targets.size(),
              () ->
                  Crowd.each(
                      targets,
                      Readiness.AT_ONCE,
                      target ->
                          script.forEach(lines -> bare.converse(target, target.name(), lines))));
      return section(cost, ordered, all, replicas, script, asked);
    } finally {
      remove(folder);
    }
  }

  /// Registers everything that orders name.
  ///
  /// @return the image of each release by its file
  private Map<String, String> prepare(Fleet fleet, Service service) throws Exception {
    service.post(
        "/api/v1/credentials",
        Map.of(
            "name", Fleet.CREDENTIAL,
            "username", Fleet.LOGIN.username(),
            "password", Fleet.LOGIN.password().orElseThrow().reveal()));
    Map<String, String> images = new TreeMap<>();
    for (SimulatedFleet.Entry each : fleet.switches()) {
      images.computeIfAbsent(each.image().filename(), _ -> image(service, each.image()));
    }
    Crowd.each(
        fleet.switches(),
        ORDERED_AT_ONCE,
        each ->
            service.post(
                "/api/v1/devices",
                Map.of(
                    "name", each.name(),
                    "address", each.address(),
                    "port", each.port(),
                    "credential", Fleet.CREDENTIAL,
                    "hostKeys", each.hostKeys())));
    return images;
  }

  private static String image(Service service, ImageCatalogue.Image image) {
    return service
        .post(
            "/api/v1/images",
            Map.of(
                "filename", image.filename(),
                "platform", "CAT9K",
                "version", image.version(),
                "sizeBytes", image.sizeBytes(),
                "sha512", image.sha512(),
                "status", "APPROVED",
                "source", Map.of("type", "ON_DEVICE")))
        .path("id")
        .asString();
  }

  private void order(Fleet fleet, List<Service> replicas, Map<String, String> images)
      throws Exception {
    Crowd.each(
        fleet.switches(),
        ORDERED_AT_ONCE,
        each ->
            replicas
                .get(Math.floorMod(each.name().hashCode(), replicas.size()))
                .post(
                    "/api/v1/jobs",
                    Map.of(
                        "device",
                        each.name(),
                        "image",
                        images.get(each.image().filename()),
                        "reason",
                        "benchmark",
                        "soak",
                        "PT2M")));
  }

  private void mustHaveSucceeded(Database database) {
    long succeeded = database.count("SELECT count(*) FROM job WHERE ended_as = 'SUCCEEDED'");
    if (succeeded != size.upgrades()) {
      throw new IllegalStateException("only " + succeeded + " upgrades succeeded");
    }
  }

  /// The questions that one switch was asked, session by session; what would change it, and how one
  /// gets to its privileges, left out.
  private static List<List<String>> script(Path log, String device) throws IOException {
    Map<Integer, List<String>> sessions = new TreeMap<>();
    try (Stream<String> lines = Files.lines(log)) {
      lines
          .map(JsonMapper.shared()::readTree)
          .filter(record -> record.path("device").asString().equals(device))
          .filter(ManyUpgrades::isQuestion)
          .forEach(record ->
              sessions
                  .computeIfAbsent(record.path("session").asInt(), _ -> new ArrayList<>())
                  .add(record.path("line").asString()));
    }
    return List.copyOf(sessions.values());
  }

  private static boolean isQuestion(JsonNode record) {
    String line = record.path("line").asString();
    return !record.path("changing").asBoolean()
        && (line.startsWith("show ") || line.startsWith("terminal ") || line.startsWith("dir "));
  }

  /// CPU seconds of what was not started by us only to be measured against.
  private record Cost(double replicas, double database) {
    static Cost soFar(List<Service> replicas, Database database) throws IOException {
      return new Cost(
          replicas.stream().mapToDouble(each -> each.cpu().toMillis() / 1e3).sum(),
          database.cpu().toMillis() / 1e3);
    }

    Cost less(Cost before) {
      return new Cost(replicas - before.replicas, database - before.database);
    }
  }

  private Section section(
      Cost cost,
      double ordered,
      double all,
      List<Service> replicas,
      List<List<String>> script,
      Lap asked) {
    Buckets delay = new Buckets("issu_turn_delay_seconds");
    replicas.forEach(each -> delay.add(each.metrics()));
    int upgrades = size.upgrades();
    double cores = Runtime.getRuntime().availableProcessors();
    double ours = 1000 * cost.replicas / upgrades;
    return new Section(
        upgrades + " upgrades at once by two replicas",
        ("%d turns at once a replica (the default is 256); switches %.0f times as fast as real ones,"
                + " in a process beside; bare: %d sessions and %d questions an upgrade, the same that"
                + " ours asked the first switch, for %d switches")
            .formatted(
                TURNS,
                1 / SCALE,
                script.size(),
                script.stream().mapToInt(List::size).sum(),
                asked.operations()),
        List.of(
            Figure.of("all ordered after", ordered, "s"),
            Figure.of("all succeeded after", all, "s"),
            Figure.of("throughput", 60 * upgrades / all, "upgrades/min"),
            Figure.of("CPU of both replicas", ours, "ms/upgrade"),
            Figure.of("CPU of the database", 1000 * cost.database / upgrades, "ms/upgrade"),
            Figure.of("… share of the machine", 100 * cost.database / (all * cores), "%"),
            Figure.of("CPU of a bare client", asked.cpuMillisEach(), "ms/upgrade"),
            Figure.of("bare against ours", 100 * asked.cpuMillisEach() / ours, "%"),
            Figure.of("turns", delay.count() / upgrades, "an upgrade"),
            Figure.of("due to started, p50 within", 1000 * delay.within(50), "ms"),
            Figure.of("due to started, p99 within", 1000 * delay.within(99), "ms")));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
