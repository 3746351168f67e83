package io.hitless.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL of our own, for when none is given: real programs, durable like any other, on the
/// loopback address only, with a generated password. Everything it has lies in one directory.
///
/// One process of ours at a time may use a directory. When that process is killed, the server goes
/// on without it; the next one adopts the server as it is, or restarts it when it must be another
/// one.
public final class HousePostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HousePostgres.class);
  private static final String DATABASE = "hitless";
  static final String USER = "hitless";

  /// May do everything that the service does, but not change the log; see `afterMigrate.sql`.
  static final String SERVICE = "hitless_service";

  private final Cluster cluster;
  private final FileChannel lockFile;
  private final int port;
  private final String password;
  private final boolean adopted;
  private final String servicePassword = random();
  private boolean closed;

  private HousePostgres(
      Cluster cluster, FileChannel lockFile, int port, String password, boolean adopted) {
    this.cluster = cluster;
    this.lockFile = lockFile;
    this.port = port;
    this.password = password;
    this.adopted = adopted;
  }

  /// Starts or adopts the server whose files lie in `directory`, which is made if need be.
  ///
  /// @throws UncheckedIOException when it can't be started, with what it said, or when another
  ///   process of ours uses the directory
  public static HousePostgres in(Path directory) {
    return in(directory, directory, Cluster.Keeping.DURABLE);
  }

  /// With PostgreSQL's programs unpacked under another directory.
  static HousePostgres in(Path directory, Path programs, Cluster.Keeping keeping) {
    try {
      Path home = Files.createDirectories(directory.toAbsolutePath().normalize());
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
      FileChannel lockFile = lock(home);
      try {
        return start(home, programs.toAbsolutePath().normalize(), lockFile, keeping);
      } catch (IOException | RuntimeException failed) {
        lockFile.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "the embedded PostgreSQL doesn't start: " + failed.getMessage(), failed);
    }
  }

  private static HousePostgres start(
      Path home, Path programs, FileChannel lockFile, Cluster.Keeping keeping) throws IOException {
    boolean root = runsAsRoot(home);
    Path passwordFile = home.resolve("password");
    String password = password(passwordFile);
    Cluster cluster = new Cluster(PostgresBinaries.under(programs), home, root, keeping);
    cluster.create(passwordFile);

    Path portFile = home.resolve("port");
    int known = Files.exists(portFile) ? Integer.parseInt(Files.readString(portFile).strip()) : 0;
    Optional<ProcessHandle> orphan = cluster.orphan();
    if (orphan.isPresent()) {
      if (cluster.runsOurBinaries(orphan.get())
          && !cluster.configure(known)
          && answers(known, password)) {
        LOG.info(
            "adopted the PostgreSQL that a killed process left behind (pid {})",
            orphan.get().pid());
        return ready(new HousePostgres(cluster, lockFile, known, password, true));
      }
      LOG.info(
          "stopping the PostgreSQL that a killed process left behind (pid {})", orphan.get().pid());
      cluster.stop();
    }
    int port = freePort(known);
    if (port != known) {
      Files.writeString(portFile, port + "\n");
    }
    cluster.configure(port);
    cluster.start();
    return ready(new HousePostgres(cluster, lockFile, port, password, false));
  }

  private static HousePostgres ready(HousePostgres house) throws IOException {
    try (Connection connection = house.to("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      boolean there =
          statement
              .executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")
              .next();
      if (!there) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
      house.letTheServiceIn(statement);
      return house;
    } catch (SQLException refused) {
      throw new IOException("it started but refuses us: " + refused.getMessage(), refused);
    }
  }

  /// The service's role has another password after each start, which is kept nowhere.
  private void letTheServiceIn(Statement statement) throws SQLException {
    boolean there =
        statement.executeQuery("SELECT FROM pg_roles WHERE rolname = '" + SERVICE + "'").next();
    if (!there) {
      statement.execute("CREATE ROLE " + SERVICE);
    }
    statement.execute(
        "ALTER ROLE " + SERVICE + " LOGIN NOSUPERUSER PASSWORD '" + servicePassword + "'");
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  /// On the loopback address.
  public int port() {
    return port;
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  /// For what the service does; the [#user()] owns the tables and is for migrations.
  public String serviceUser() {
    return SERVICE;
  }

  public String servicePassword() {
    return servicePassword;
  }

  /// Whether the server was running already.
  public boolean adopted() {
    return adopted;
  }

  /// Connections without a pool.
  public DataSource dataSource() {
    return to(DATABASE);
  }

  DataSource to(String database) {
    return source(port, database, password);
  }

  /// Stops the server.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      try {
        cluster.stop();
      } finally {
        lockFile.close();
      }
    } catch (IOException stubborn) {
      throw new UncheckedIOException("the embedded PostgreSQL doesn't stop", stubborn);
    }
  }

  private static PGSimpleDataSource source(int port, String database, String password) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(USER);
    source.setPassword(password);
    source.setConnectTimeout(10);
    source.setApplicationName("hitless");
    return source;
  }

  private static boolean answers(int port, String password) {
    try (Connection connection = source(port, "postgres", password).getConnection()) {
      return connection.isValid(10);
    } catch (SQLException silent) {
      LOG.debug("the server left behind doesn't answer: {}", silent.getMessage());
      return false;
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ourselves) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException("another process uses " + home);
    }
    return channel;
  }

  /// The password in the file, made the first time; nobody else can read it from its first moment.
  private static String password(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path unfinished = file.resolveSibling("password.new");
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(unfinished, random() + "\n");
      Files.move(unfinished, file);
    }
    return Files.readString(file).strip();
  }

  private static String random() {
    byte[] bits = new byte[24];
    new SecureRandom().nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  private static boolean runsAsRoot(Path home) throws IOException {
    Path mine = Files.createTempFile(home, "whose", null);
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(mine, "unix:uid"));
    } finally {
      Files.delete(mine);
    }
  }

  /// The port used before, unless somebody else has it by now.
  private static int freePort(int wanted) throws IOException {
    if (wanted != 0 && free(wanted)) {
      return wanted;
    }
    if (wanted != 0) {
      LOG.warn("port {} of the embedded PostgreSQL is somebody else's now: taking another", wanted);
    }
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private static boolean free(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      LOG.debug("port {}: {}", port, taken.getMessage());
      return false;
    }
  }
}
