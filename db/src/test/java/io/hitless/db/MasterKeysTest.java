package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.device.Credentials;
import io.hitless.device.Secret;
import io.hitless.inventory.Credential.Source;
import io.hitless.inventory.MasterKeys;
import io.hitless.inventory.MasterKeys.MasterKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One master key is replaced by another while credentials are in use.
class MasterKeysTest {
  private final String first = Seal.newMasterKey();
  private final String second = Seal.newMasterKey();
  private HikariDataSource database;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Repositories with(String current, String... older) {
    return Repositories.on(
        database,
        InstantSource.system(),
        Seal.with(current, List.of(older)),
        SecretSources.under(Optional.empty()));
  }

  private static Credentials login(int number) {
    return new Credentials(
        "issu",
        Optional.of(Secret.of("password-" + number)),
        Optional.of(Secret.of("enable-" + number)),
        Optional.of(Secret.of("-----BEGIN PRIVATE KEY-----\n" + number)),
        Optional.of(Secret.of("passphrase-" + number)));
  }

  private static String id(String key) {
    return Seal.with(key).keyIds().getFirst();
  }

  @Test
  void everything_is_sealed_anew_piece_by_piece_and_opens_all_the_while() {
    for (int i = 0; i < 7; i++) {
      with(first).vault().add("noc-" + i, Source.STORED, login(i));
    }
    var rotating = with(second, first);
    rotating.vault().add("files", Source.ENV, login(9));
    long version = rotating.vault().find("noc-0").orElseThrow().version();
    assertThat(rotating.masterKeys().all())
        .extracting(MasterKey::id, MasterKey::current, MasterKey::given, MasterKey::sealed)
        .containsExactly(tuple(id(second), true, true, 4L), tuple(id(first), false, true, 28L));

    assertThat(rotating.masterKeys().sealAnew(3)).isEqualTo(12);

    assertThat(rotating.masterKeys().all()).extracting(MasterKey::sealed).containsExactly(16L, 16L);
    for (int i = 0; i < 7; i++) {
      assertThat(rotating.vault().open("noc-" + i)).contains(login(i));
    }
    assertThat(rotating.masterKeys().sealAnew(100)).isEqualTo(16);
    assertThat(rotating.masterKeys().sealAnew(100)).isZero();
    assertThat(rotating.masterKeys().all()).extracting(MasterKey::sealed).containsExactly(32L, 0L);
    assertThat(rotating.vault().find("noc-0").orElseThrow().version()).isEqualTo(version);
    for (int i = 0; i < 7; i++) {
      assertThat(with(second).vault().open("noc-" + i)).contains(login(i));
    }
    with(second).masterKeys().requireAll();
  }

  @Test
  void two_replicas_and_a_change_of_the_password_get_along_with_sealing_anew() {
    for (int i = 0; i < 20; i++) {
      with(first).vault().add("noc-" + i, Source.STORED, login(i));
    }
    var one = with(second, first);
    var other = with(second, first);
    var running =
        List.of(
            CompletableFuture.runAsync(() -> sealAll(one.masterKeys())),
            CompletableFuture.runAsync(() -> sealAll(other.masterKeys())));
    for (int i = 0; i < 20; i++) {
      one.vault().replace("noc-" + i, 1, Source.STORED, login(100 + i));
    }
    running.forEach(CompletableFuture::join);

    for (int i = 0; i < 20; i++) {
      assertThat(with(second).vault().open("noc-" + i)).contains(login(100 + i));
    }
  }

  private static void sealAll(MasterKeys keys) {
    while (keys.sealAnew(2) > 0) {
      // goes on
    }
  }

  @Test
  void a_secret_that_was_altered_stays_as_it_is_and_holds_nothing_up() {
    with(first).vault().add("broken", Source.STORED, login(1));
    with(first).vault().add("whole", Source.STORED, login(2));
    JdbcClient.create(database)
        .sql("UPDATE credential SET enable_secret = password WHERE name = 'broken'")
        .update();

    assertThat(with(second, first).masterKeys().sealAnew(10)).isEqualTo(7);
    assertThat(with(second).vault().open("whole")).contains(login(2));
    assertThat(with(second, first).masterKeys().all())
        .extracting(MasterKey::sealed)
        .containsExactly(7L, 1L);
  }

  @Test
  void a_key_that_is_missing_is_named_with_what_it_opens_and_what_to_do() {
    with(first).vault().add("noc", Source.STORED, login(1));
    with(first).vault().add("files", Source.STORED, login(2));

    with(second, first).masterKeys().requireAll();
    assertThatExceptionOfType(MasterKeys.Missing.class)
        .isThrownBy(() -> with(second).masterKeys().requireAll())
        .withMessageContainingAll(
            "2 credentials (files, noc)",
            id(first),
            id(second),
            "HITLESS_MASTER_KEY",
            "HITLESS_OLDER_MASTER_KEYS")
        .satisfies(missing ->
            assertThat(missing.getMessage()).doesNotContain(first).doesNotContain(second));
    assertThat(with(second).masterKeys().all())
        .extracting(MasterKey::id, MasterKey::given, MasterKey::sealed)
        .containsExactly(tuple(id(second), true, 0L), tuple(id(first), false, 8L));
  }
}
