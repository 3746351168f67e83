package io.hitless.chaos;

import io.hitless.db.HousePostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Everything that a chaos run needs, each in its own process: database, fleet, replicas. What it
/// leaves behind lies in one folder.
final class Lab implements AutoCloseable {
  /// Real seconds a device second. Our leases don't shrink with it: a failover of half a minute is
  /// half an hour on a switch.
  static final double SCALE = Double.parseDouble(System.getProperty("chaos.scale", "0.04"));

  private final Path folder;
  private final long seed;
  private HousePostgres house;
  private final Fleet fleet;
  private final Judge judge;
  private final Referee referee = new Referee();
  private final Api api = new Api();
  private final List<Replica> replicas = new ArrayList<>();
  private final Map<String, String> jobs = new HashMap<>();
  private final List<String> settings;
  private int started;
  private boolean busy;

  private Lab(String name, List<String> more) throws IOException {
    this.seed = seed();
    this.folder =
        Files.createDirectories(
            Path.of(System.getProperty("chaos.folder", "target/chaos"))
                .toAbsolutePath()
                .resolve(name + "-" + seed + "-" + ProcessHandle.current().pid()));
    System.out.println("chaos: " + name + ", seed " + seed + ", in " + folder);
    Path log = folder.resolve("commands.jsonl");
    this.fleet = Fleet.start(folder, log, SCALE);
    this.judge = new Judge(log);
    this.house = HousePostgres.in(folder.resolve("postgres"));
    this.settings = new ArrayList<>(settings());
    this.settings.addAll(more);
  }

  /// @param more settings of the service
  static Lab open(String name, String... more) throws IOException {
    return new Lab(name, List.of(more));
  }

  private static long seed() {
    String given = System.getProperty("chaos.seed", "");
    return given.isBlank()
        ? RandomGenerator.getDefault().nextLong(1, 1_000_000)
        : Long.parseLong(given);
  }

  private List<String> settings() {
    return List.of(
        "--spring.profiles.active=lab",
        "--spring.main.lazy-initialization=false",
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--hitless.timescale=" + SCALE,
        "--hitless.data-dir=" + folder.resolve("data"),
        "--hitless.bootstrap-api-key=" + Api.KEY,
        "--hitless.master-key=" + Base64.getEncoder().encodeToString(new byte[32]),
        "--spring.datasource.url=" + house.url(),
        "--spring.datasource.username=" + house.user(),
        "--spring.datasource.password=" + house.password(),
        "--chaos.referee=" + referee.port());
  }

  /// Whether the machine had other things to do at any time while upgrades were waited for.
  boolean wasBusy() {
    return busy;
  }

  long seedOfThisRun() {
    return seed;
  }

  HousePostgres house() {
    return house;
  }

  Fleet fleet() {
    return fleet;
  }

  Judge judge() {
    return judge;
  }

  Referee referee() {
    return referee;
  }

  Api api() {
    return api;
  }

  List<Replica> replicas() {
    return replicas;
  }

  Path folder() {
    return folder;
  }

  /// A replica on its way up; it waits before its first turn until it is released.
  Replica launch(String... more) throws IOException {
    var all = new ArrayList<>(settings);
    for (String setting : more) {
      String name = setting.substring(0, setting.indexOf('=') + 1);
      all.removeIf(usual -> usual.startsWith(name));
      all.add(setting);
    }
    started++;
    Replica replica = Replica.start("replica-" + started, folder, all);
    replicas.add(replica);
    return replica;
  }

  /// A replica at work.
  Replica work(String... more) throws IOException {
    Replica replica = launch(more);
    letWork(replica);
    return replica;
  }

  void letWork(Replica replica) {
    replica.process().onExit().thenRun(() -> referee.gone(replica.name()));
    api.talkTo(referee.ready(replica.name()));
    referee.release(replica.name());
    until(
        "the first API key is known",
        Duration.ofSeconds(60),
        () -> api.get("/api/v1/jobs?limit=1").statusCode() == 200);
  }

  /// Registers a switch and orders its upgrade.
  String upgrade(Fleet.Switch device, Map<String, Object> more) {
    return upgrade(device, device.port(), more);
  }

  String upgrade(Fleet.Switch device, int port, Map<String, Object> more) {
    api.device(device, port);
    String job = api.order(device, more);
    jobs.put(device.name(), job);
    return job;
  }

  String jobOf(String device) {
    return jobs.get(device);
  }

  // --- the truth in the database --------------------------------------------------------------

  JdbcClient sql() {
    return JdbcClient.create(house.dataSource());
  }

  String stage(String job) {
    return sql()
        .sql("SELECT stage FROM job WHERE id = ?::uuid")
        .param(job)
        .query(String.class)
        .single();
  }

  String outcome(String job) {
    return sql()
        .sql(
            """
            SELECT coalesce(outcome::text, 'none') || ' by way of ' || timeline::text
            FROM job WHERE id = ?::uuid
            """)
        .param(job)
        .query(String.class)
        .single();
  }

  /// Jobs of this lab that have neither ended nor been handed to a person.
  List<String> going() {
    return sql()
        .sql("SELECT device_name FROM job WHERE open AND stage <> 'NEEDS_OPERATOR'")
        .query(String.class)
        .list();
  }

  /// Open jobs that nothing would ever take up again.
  List<String> forgotten() {
    return sql()
        .sql(
            """
            SELECT device_name FROM job WHERE open AND stage <> 'NEEDS_OPERATOR'
              AND NOT EXISTS (SELECT FROM scheduled_tasks task
                WHERE task.task_name = 'job-turn' AND task.task_instance = job.id::text)
            """)
        .query(String.class)
        .list();
  }

  java.time.Instant databaseNow() {
    return sql()
        .sql("SELECT clock_timestamp()")
        .query((row, _) -> row.getObject(1, java.time.OffsetDateTime.class).toInstant())
        .single();
  }

  /// Seconds until what became of a job in doubt was found out by reading its device.
  java.util.Optional<Double> reconciledAfter(String job, java.time.Instant since) {
    return sql()
        .sql(
            """
            SELECT extract(epoch FROM min(at) - :since)::float8 FROM event
            WHERE job = :job::uuid AND type = 'job.reconciled' AND at > :since
            """)
        .param("job", job)
        .param("since", since.atOffset(java.time.ZoneOffset.UTC))
        .query(Double.class)
        .optional();
  }

  long events(String type) {
    return sql()
        .sql("SELECT count(*) FROM event WHERE type = ?")
        .param(type)
        .query(Long.class)
        .single();
  }

  /// Changes that a switch got more often than the service had written down that it would send
  /// them.
  List<String> unmeant(List<String> devices) {
    List<String> complaints = new ArrayList<>();
    for (String device : devices) {
      long meant =
          sql()
              .sql("SELECT count(*) FROM intent WHERE job = ?::uuid")
              .param(jobOf(device))
              .query(Long.class)
              .single();
      int got = judge.changes(device).size();
      if (got > meant) {
        complaints.add(device + " got " + got + " changes, of which " + meant + " were meant");
      }
    }
    return complaints;
  }

  /// After its first process was killed. The others notice within seconds, and until then the files
  /// are theirs.
  void restartDatabase() {
    try {
      house.close();
    } catch (UncheckedIOException nothingToStop) {
      System.out.println("the database is dead");
    }
    until(
        "the database is back",
        Duration.ofSeconds(60),
        () -> {
          try {
            house = HousePostgres.in(folder.resolve("postgres"));
            return true;
          } catch (UncheckedIOException notYet) {
            return false;
          }
        });
  }

  /// As long as jobs go on, slowly or not, nothing is wrong; one that was due and that nobody has
  /// touched for minutes is.
  ///
  /// @param patience where switches run 25 times as fast; longer where they are slower
  /// @throws AssertionError when a job stands still
  /// @throws Undecided when all go on but don't get there
  void untilAllEnded(Duration patience) {
    long end = System.nanoTime() + (long) (patience.toNanos() * Math.max(1, SCALE / 0.04));
    while (!going().isEmpty()) {
      busy |= !Machine.quiet();
      List<String> still = standingStill();
      if (!still.isEmpty()) {
        throw new AssertionError("due, and nobody has touched them for minutes: " + still);
      }
      if (System.nanoTime() > end) {
        throw new Undecided(
            "after " + patience + " still going: " + going() + ", load " + Machine.load());
      }
      pause(Duration.ofSeconds(1));
    }
  }

  private List<String> standingStill() {
    return sql()
        .sql(
            """
            SELECT device_name || ' in ' || stage || ' since ' || updated_at || ', due ' ||
              coalesce(due_at::text, 'never') || ', held by ' || coalesce(lease_owner, 'nobody')
            FROM job
            WHERE open AND stage <> 'NEEDS_OPERATOR'
              AND greatest(updated_at, due_at) < clock_timestamp() - interval '3 minutes'
              AND coalesce(lease_until, created_at) < clock_timestamp() - interval '3 minutes'
            """)
        .query(String.class)
        .list();
  }

  /// Asks again and again, a few times a second, until what is to be judged has been arranged.
  ///
  /// @throws Undecided when it isn't in time
  static void until(String what, Duration patience, BooleanSupplier holds) {
    long end = System.nanoTime() + patience.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new Undecided(
            "not within " + patience + ": " + what + " (load " + Machine.load() + ")");
      }
      pause(Duration.ofMillis(250));
    }
  }

  static void pause(Duration length) {
    try {
      new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() throws IOException {
    for (Replica replica : replicas) {
      replica.process().destroyForcibly();
    }
    fleet.close();
    referee.close();
    house.close();
  }
}
