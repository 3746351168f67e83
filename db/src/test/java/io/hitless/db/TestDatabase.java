package io.hitless.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// One real PostgreSQL for all tests of a JVM: a container where Docker starts one in [#PATIENCE],
/// the embedded one where it doesn't. Each test gets databases of its own, copied from one that has
/// the schema.
public final class TestDatabase {
  private static final String TEMPLATE = "hitless_schema";

  /// Enough to start a container from an image that is there, not to pull one.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final AtomicInteger COPIES = new AtomicInteger();

  private final Server server;

  private TestDatabase(Server server) {
    this.server = server;
  }

  /// The server of this JVM, started by whoever asks first.
  public static TestDatabase shared() {
    return Shared.DATABASE;
  }

  /// A new database with the schema of this release, behind a pool. Closing the pool is enough.
  public HikariDataSource fresh() {
    return fresh(10);
  }

  public HikariDataSource fresh(int connections) {
    String name = "test_" + COPIES.incrementAndGet() + "_" + ProcessHandle.current().pid();
    execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return pool(name, connections);
  }

  /// A new database with everything that is in this one at this moment, as a backup has it. Nobody
  /// may be at work in it.
  public HikariDataSource backupOf(HikariDataSource database) {
    String url = database.getJdbcUrl();
    String name = "test_" + COPIES.incrementAndGet() + "_" + ProcessHandle.current().pid();
    String copy =
        "CREATE DATABASE " + name + " TEMPLATE " + url.substring(url.lastIndexOf('/') + 1);
    for (int tries = 1; ; tries++) {
      database.getHikariPoolMXBean().softEvictConnections();
      try {
        execute(copy);
        break;
      } catch (IllegalStateException inUse) {
        // The pool may just have opened another one; the server has waited five seconds for it.
        if (tries == 3) {
          throw inUse;
        }
      }
    }
    return pool(name, 10);
  }

  /// A new database without anything in it.
  public HikariDataSource empty() {
    String name = "empty_" + COPIES.incrementAndGet() + "_" + ProcessHandle.current().pid();
    execute("CREATE DATABASE " + name);
    return pool(name, 4);
  }

  private HikariDataSource pool(String database, int connections) {
    var config = new HikariConfig();
    config.setJdbcUrl(server.url(database));
    config.setUsername(server.user());
    config.setPassword(server.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setExceptionOverrideClassName(WritableOnly.class.getName());
    return new HikariDataSource(config);
  }

  private void execute(String statement) {
    try (HikariDataSource admin = pool("postgres", 1);
        Connection connection = admin.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException refused) {
      throw new IllegalStateException(statement, refused);
    }
  }

  private static TestDatabase start() {
    TestDatabase database = new TestDatabase(server());
    database.dropWhatIsLeft();
    database.execute("CREATE DATABASE " + TEMPLATE);
    try (HikariDataSource template = database.pool(TEMPLATE, 4)) {
      Migrations.apply(template);
    }
    return database;
  }

  private static Server server() {
    return within(PATIENCE, TestDatabase::container).orElseGet(TestDatabase::house);
  }

  /// What is there in that time. Testcontainers tries for minutes to pull an image that no registry
  /// hands out; whoever waits no longer leaves it to go on, so that the next run may find the
  /// image.
  static <T> Optional<T> within(Duration patience, Callable<Optional<T>> wanted) {
    var attempt = new FutureTask<>(wanted);
    Thread.ofPlatform().daemon().name("test-container").start(attempt);
    try {
      return attempt.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException no) {
      System.err.println("No container for tests, so the embedded PostgreSQL is used: " + no);
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static Optional<Server> container() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.empty();
    }
    // Stopped by Testcontainers' own reaper when this JVM ends.
    PostgreSQLContainer container = new PostgreSQLContainer("postgres:17");
    container.start();
    return Optional.of(
        new Server(
            container.getHost(),
            container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
            container.getUsername(),
            container.getPassword()));
  }

  private static Server house() {
    // Below target/ of the module under test, and kept there: unpacked and created once.
    Path home = Path.of("target", "postgres");
    HousePostgres house = HousePostgres.in(home, home, Cluster.Keeping.FLEETING);
    Runtime.getRuntime().addShutdownHook(new Thread(house::close));
    return new Server("127.0.0.1", house.port(), house.user(), house.password());
  }

  /// Databases of earlier runs, in a server that is kept.
  private void dropWhatIsLeft() {
    try (HikariDataSource admin = pool("postgres", 1);
        Connection connection = admin.getConnection();
        Statement sql = connection.createStatement();
        Statement drop = connection.createStatement()) {
      var left =
          sql.executeQuery(
              "SELECT datname FROM pg_database WHERE datname ~ '^(test|empty)_|^"
                  + TEMPLATE
                  + "$'");
      while (left.next()) {
        drop.execute("DROP DATABASE " + left.getString(1) + " WITH (FORCE)");
      }
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private record Server(String host, int port, String user, String password) {
    String url(String database) {
      return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
  }

  private static final class Shared {
    private static final TestDatabase DATABASE = start();
  }
}
