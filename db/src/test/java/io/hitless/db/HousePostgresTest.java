package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/// The PostgreSQL of the house: durable, private, and found again after a kill.
class HousePostgresTest {
  /// Unpacked once for all tests.
  @TempDir private static Path programs;

  /// A new one, made once; each test has a copy.
  @TempDir private static Path made;

  @TempDir private Path directory;

  @BeforeAll
  static void make() {
    HousePostgres.in(made, programs, Cluster.Keeping.DURABLE).close();
  }

  @BeforeEach
  void copy() throws IOException {
    FileSystemUtils.copyRecursively(made, home());
    Files.setPosixFilePermissions(
        home().resolve("cluster"), PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(
        home().resolve("password"), PosixFilePermissions.fromString("rw-------"));
  }

  private Path home() {
    return directory.resolve("it's data");
  }

  private HousePostgres started() {
    return HousePostgres.in(home(), programs, Cluster.Keeping.DURABLE);
  }

  private static JdbcClient sql(HousePostgres house) {
    return JdbcClient.create(house.dataSource());
  }

  private static String setting(HousePostgres house, String name) {
    return sql(house).sql("SHOW " + name).query(String.class).single();
  }

  @Test
  void it_is_durable_and_speaks_only_to_this_machine() throws Exception {
    try (HousePostgres house = started()) {
      assertThat(house.adopted()).isFalse();
      assertThat(setting(house, "fsync")).isEqualTo("on");
      assertThat(setting(house, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(house, "full_page_writes")).isEqualTo("on");
      assertThat(setting(house, "data_checksums")).isEqualTo("on");
      assertThat(setting(house, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(setting(house, "unix_socket_directories")).isEmpty();
      assertThat(setting(house, "server_encoding")).isEqualTo("UTF8");
      assertThat(setting(house, "server_version")).startsWith("17.");
    }
  }

  @Test
  void nobody_gets_in_without_the_password_and_nobody_else_can_read_it() throws Exception {
    try (HousePostgres house = started()) {
      assertThat(permissions(made.resolve("password"))).isEqualTo("rw-------");
      assertThat(permissions(home())).isEqualTo("rwx------");
      assertThat(
              sql(house)
                  .sql("SELECT rolpassword FROM pg_authid WHERE rolname = 'hitless'")
                  .query(String.class)
                  .single())
          .startsWith("SCRAM-SHA-256$");
      for (String wrong : new String[] {"", "hitless"}) {
        var stranger = new PGSimpleDataSource();
        stranger.setUrl(house.url());
        stranger.setUser(house.user());
        stranger.setPassword(wrong);
        assertThatExceptionOfType(SQLException.class).isThrownBy(stranger::getConnection);
      }
    }
  }

  @Test
  void what_was_stored_is_there_after_a_restart_at_the_same_port() throws Exception {
    String url;
    try (HousePostgres house = started()) {
      Migrations.apply(house.dataSource());
      sql(house).sql("CREATE TABLE kept AS SELECT 42 AS answer").update();
      url = house.url();
    }
    try (HousePostgres house = started()) {
      assertThat(house.adopted()).isFalse();
      assertThat(house.url()).isEqualTo(url);
      assertThat(sql(house).sql("SELECT answer FROM kept").query(Integer.class).single())
          .isEqualTo(42);
    }
  }

  @Test
  void a_second_process_is_refused_while_the_first_lives() throws Exception {
    try (HousePostgres _ = started()) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> started())
          .withMessageContaining("another process uses");
    }
    try (ChildProcess child =
        ChildProcess.of(Server.class, home().toString(), programs.toString())) {
      child.line("ready");
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> started())
          .withMessageContaining("another process uses");
      child.kill();
      started().close();
    }
  }

  @Test
  void a_server_left_behind_by_a_killed_process_is_adopted() throws Exception {
    String port;
    String pid;
    try (ChildProcess child =
        ChildProcess.of(Server.class, home().toString(), programs.toString())) {
      port = child.line("ready");
      pid = postmaster();
      child.kill();
    }
    assertThat(ProcessHandle.of(Long.parseLong(pid))).isPresent();
    try (HousePostgres house = started()) {
      assertThat(house.adopted()).isTrue();
      assertThat(house.port()).isEqualTo(Integer.parseInt(port));
      assertThat(postmaster()).isEqualTo(pid);
      assertThat(sql(house).sql("SELECT answer FROM kept").query(Integer.class).single())
          .isEqualTo(42);
    }
    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ended -> ended.onExit().join());
  }

  @Test
  void a_server_left_behind_with_other_settings_is_restarted() throws Exception {
    String pid;
    try (ChildProcess child =
        ChildProcess.of(Server.class, home().toString(), programs.toString())) {
      child.line("ready");
      pid = postmaster();
      child.kill();
    }
    Files.writeString(home().resolve("cluster/hitless.conf"), "# an older release's\n");
    try (HousePostgres house = started()) {
      assertThat(house.adopted()).isFalse();
      assertThat(postmaster()).isNotEqualTo(pid);
      assertThat(sql(house).sql("SELECT answer FROM kept").query(Integer.class).single())
          .isEqualTo(42);
    }
  }

  @Test
  void a_server_that_was_killed_too_recovers() throws Exception {
    try (ChildProcess child =
        ChildProcess.of(Server.class, home().toString(), programs.toString())) {
      child.line("ready");
      child.kill();
    }
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(postmaster())).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().get();
    try (HousePostgres house = started()) {
      assertThat(house.adopted()).isFalse();
      assertThat(sql(house).sql("SELECT answer FROM kept").query(Integer.class).single())
          .isEqualTo(42);
    }
  }

  /// After a restart of the machine the number may be anybody's: here it is ours.
  @Test
  void the_number_of_a_process_that_is_something_else_is_ignored() throws Exception {
    started().close();
    Files.writeString(
        home().resolve("cluster/postmaster.pid"), ProcessHandle.current().pid() + "\n/nowhere\n");
    try (HousePostgres house = started()) {
      assertThat(sql(house).sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
    }
  }

  @Test
  void a_port_that_somebody_else_took_is_left_to_him() throws Exception {
    int port;
    try (HousePostgres house = started()) {
      port = house.port();
    }
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        HousePostgres house = started()) {
      assertThat(house.port()).isNotEqualTo(port);
      assertThat(sql(house).sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
    }
  }

  @Test
  void data_of_another_major_release_is_refused_untouched() throws Exception {
    started().close();
    Path version = home().resolve("cluster/PG_VERSION");
    Files.writeString(version, "16\n");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> started())
        .withMessageContaining("PostgreSQL 16");
    assertThat(version).hasContent("16");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private String postmaster() throws IOException {
    return Files.readAllLines(home().resolve("cluster/postmaster.pid")).getFirst().strip();
  }

  /// Starts the server, stores something and waits to be killed.
  static final class Server {
    public static void main(String[] arguments) throws InterruptedException {
      HousePostgres house =
          HousePostgres.in(Path.of(arguments[0]), Path.of(arguments[1]), Cluster.Keeping.DURABLE);
      sql(house).sql("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer").update();
      System.out.println("ready " + house.port());
      new CountDownLatch(1).await();
    }
  }
}
