package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.device.Credentials;
import io.hitless.device.Secret;
import io.hitless.inventory.Credential.Source;
import io.hitless.inventory.Vault;
import io.hitless.testing.Some;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the database holds of a login, and where else secrets may come from.
class VaultSealingTest {
  @TempDir private Path secrets;

  private final Map<String, String> environment = new HashMap<>();
  private final String key = Seal.newMasterKey();
  private HikariDataSource database;
  private JdbcClient sql;
  private Vault vault;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    sql = JdbcClient.create(database);
    vault = vault(key);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Vault vault(String masterKey) {
    var sources = new SecretSources(Optional.of(secrets), "HITLESS_SECRET_", environment::get);
    return Repositories.on(database, InstantSource.system(), Seal.with(masterKey), sources).vault();
  }

  private static Credentials password(String text) {
    return new Credentials(
        "issu", Optional.of(Secret.of(text)), Optional.empty(), Optional.empty());
  }

  @Test
  void the_database_holds_no_secret_in_clear() {
    vault.add("noc", Source.STORED, Some.login());
    byte[] password = sql.sql("SELECT password FROM credential").query(byte[].class).single();
    assertThat(new String(password, StandardCharsets.ISO_8859_1)).doesNotContain("correct horse");
  }

  @Test
  void a_sealed_password_put_into_another_row_does_not_open() {
    vault.add("mine", Source.STORED, password("mine"));
    vault.add("core", Source.STORED, password("core"));
    sql.sql(
            """
            UPDATE credential SET password = (SELECT password FROM credential WHERE name = 'core')
            WHERE name = 'mine'
            """)
        .update();
    assertThat(vault.open("core")).contains(password("core"));
    assertThatExceptionOfType(Vault.Unavailable.class)
        .isThrownBy(() -> vault.open("mine"))
        .withMessageContaining("password of credential mine");
  }

  @Test
  void a_sealed_password_put_into_another_column_does_not_open() {
    vault.add("noc", Source.STORED, password("mine"));
    sql.sql("UPDATE credential SET enable_secret = password").update();
    assertThatExceptionOfType(Vault.Unavailable.class)
        .isThrownBy(() -> vault.open("noc"))
        .withMessageContaining("enable secret");
  }

  @Test
  void with_another_master_key_nothing_opens_and_nothing_is_told() {
    vault.add("noc", Source.STORED, password("hunter2"));
    assertThatExceptionOfType(Vault.Unavailable.class)
        .isThrownBy(() -> vault(Seal.newMasterKey()).open("noc"))
        .withMessageContaining("another master key")
        .satisfies(broken -> assertThat(broken.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void a_secret_in_a_file_is_read_at_each_use() throws IOException {
    vault.add("noc", Source.FILE, password("noc/password"));
    assertThatExceptionOfType(Vault.Unavailable.class).isThrownBy(() -> vault.open("noc"));
    Files.createDirectory(secrets.resolve("noc"));
    Files.writeString(secrets.resolve("noc/password"), "first\n");
    assertThat(vault.open("noc")).contains(password("first"));
    Files.writeString(secrets.resolve("noc/password"), "second");
    assertThat(vault.open("noc")).contains(password("second"));
  }

  @Test
  void a_secret_in_a_variable_is_read_at_each_use() {
    vault.add("noc", Source.ENV, password("HITLESS_SECRET_NOC"));
    assertThatExceptionOfType(Vault.Unavailable.class).isThrownBy(() -> vault.open("noc"));
    environment.put("HITLESS_SECRET_NOC", "first");
    assertThat(vault.open("noc")).contains(password("first"));
  }

  @Test
  void what_would_type_a_line_of_its_own_to_a_device_is_no_password() throws IOException {
    vault.add("file", Source.FILE, password("noc"));
    vault.add("env", Source.ENV, password("HITLESS_SECRET_NOC"));
    for (String wrong : new String[] {"one\nreload", "one\rreload", "", "\n", "tab\tbed"}) {
      Files.writeString(secrets.resolve("noc"), wrong);
      environment.put("HITLESS_SECRET_NOC", wrong);
      for (String name : new String[] {"file", "env"}) {
        assertThatExceptionOfType(Vault.Unavailable.class)
            .as(name + wrong)
            .isThrownBy(() -> vault.open(name))
            .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("reload"));
      }
    }
  }

  @Test
  void our_own_files_and_variables_are_nobodys_secrets(@TempDir Path elsewhere) throws IOException {
    environment.put("HITLESS_MASTER_KEY", key);
    vault.add("env", Source.ENV, password("HITLESS_MASTER_KEY"));
    Path ours = Files.writeString(elsewhere.resolve("master.key"), key);
    Files.createSymbolicLink(secrets.resolve("link"), ours);
    vault.add("absolute", Source.FILE, password(ours.toString()));
    vault.add("upwards", Source.FILE, password("../" + elsewhere.getFileName() + "/master.key"));
    vault.add("linked", Source.FILE, password("link"));
    for (String name : new String[] {"env", "absolute", "upwards", "linked"}) {
      assertThatExceptionOfType(Vault.Unavailable.class)
          .as(name)
          .isThrownBy(() -> vault.open(name))
          .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(key));
    }
  }
}
