package io.hitless.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.hitless.db.HousePostgres;
import io.hitless.db.Migrations;
import io.hitless.db.Repositories;
import io.hitless.db.Seal;
import io.hitless.db.SecretSources;
import io.hitless.image.Image;
import io.hitless.inventory.Device;
import io.hitless.testing.Some;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An empty PostgreSQL as the product embeds it (fsync and synchronous commit on), with its pool
/// and its ports.
final class Database implements AutoCloseable {
  /// Connections of the pool, as the service has them.
  static final int CONNECTIONS = 16;

  private final AtomicInteger names = new AtomicInteger();
  private final Path directory;
  private final HousePostgres server;
  private final HikariDataSource pool;
  private final Repositories ports;

  Database(InstantSource clock) throws IOException {
    directory = Files.createTempDirectory("hitless-bench-");
    server = HousePostgres.in(directory.resolve("data"));
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.url());
    config.setUsername(server.user());
    config.setPassword(server.password());
    config.setMaximumPoolSize(CONNECTIONS);
    pool = new HikariDataSource(config);
    Migrations.apply(pool);
    ports =
        Repositories.on(
            pool, clock, Seal.with(Seal.newMasterKey()), SecretSources.under(Optional.empty()));
  }

  HikariDataSource pool() {
    return pool;
  }

  Repositories ports() {
    return ports;
  }

  /// An image that every device of ours already has.
  Image addImage() {
    Image image =
        Some.image(
            "cat9k_iosxe.16.12.04-" + names.incrementAndGet() + ".SPA.bin",
            "16.12.4",
            new Image.Source.OnDevice());
    ports.images().add(image);
    return image;
  }

  List<Device> addDevices(int count) {
    List<Device> devices =
        IntStream.range(0, count)
            .mapToObj(_ -> Some.device("switch-" + names.incrementAndGet()))
            .toList();
    devices.parallelStream().forEach(ports.devices()::add);
    return devices;
  }

  /// Jobs that nothing picks.
  List<UUID> addJobs(int count) {
    Image image = addImage();
    return addDevices(count).stream()
        .map(device -> Some.job(device, image).with(draft -> draft.dueAt = Optional.empty()))
        .map(job -> {
          ports.jobs().create(job, List.of());
          return job.id().value();
        })
        .toList();
  }

  HousePostgres server() {
    return server;
  }

  /// CPU time that the server has used so far.
  Duration cpu() throws IOException {
    Path file = directory.resolve("data").resolve("cluster").resolve("postmaster.pid");
    return Processes.cpu(Long.parseLong(Files.readAllLines(file).getFirst()));
  }

  /// The one number that `query` asks for.
  long count(String query) {
    return JdbcClient.create(pool).sql(query).query(Long.class).single();
  }

  /// Reads all of what `query` asks for.
  void rows(String query) {
    JdbcClient.create(pool).sql(query).query().listOfRows();
  }

  /// Collects statistics and what is dead, as the server does by itself a while later.
  void settle() {
    JdbcClient.create(pool).sql("VACUUM ANALYZE").update();
  }

  @Override
  public void close() {
    ports.close();
    pool.close();
    server.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException stubborn) {
      throw new UncheckedIOException(stubborn);
    }
  }
}
