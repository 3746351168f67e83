package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.Idempotency;
import io.hitless.access.Idempotency.Answer;
import io.hitless.access.Idempotency.Begun;
import io.hitless.access.Idempotency.New;
import io.hitless.access.KeyText;
import io.hitless.access.Right;
import io.hitless.access.Role;
import io.hitless.access.Scope;
import io.hitless.page.Changed;
import io.hitless.testing.Some;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// API keys, and requests that are sent twice.
class AccessTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofHours(72);
  private static final Answer CREATED =
      new Answer(201, Map.of("Location", "/api/v1/jobs/1"), "{\"id\": \"1\"}");

  private HikariDataSource database;
  private Repositories repositories;
  private Idempotency idempotency;
  private ApiKeys keys;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    repositories =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
    idempotency = repositories.idempotency();
    keys = repositories.apiKeys();
  }

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  private Begun begin(String fingerprint) {
    return idempotency.begin("key-1", "robot", fingerprint, PATIENCE, KEPT);
  }

  private void patienceEnds() {
    JdbcClient.create(database)
        .sql("UPDATE idempotency_key SET patient_until = clock_timestamp()")
        .update();
  }

  @Test
  void the_first_answer_is_given_again() {
    New first = (New) begin("POST /jobs a");
    assertThat(begin("POST /jobs a")).isInstanceOf(Idempotency.InProgress.class);
    idempotency.complete(first, CREATED);
    assertThat(begin("POST /jobs a")).isEqualTo(new Idempotency.Replay(CREATED));
    assertThat(begin("POST /jobs b")).isInstanceOf(Idempotency.Reused.class);
  }

  @Test
  void keys_of_different_callers_are_different_keys() {
    begin("a");
    assertThat(idempotency.begin("key-1", "someone else", "b", PATIENCE, KEPT))
        .isInstanceOf(New.class);
  }

  @Test
  void of_a_hundred_requests_at_once_with_one_key_one_is_let_through() throws Exception {
    List<Callable<Begun>> requests = Collections.nCopies(100, () -> begin("a"));
    List<Begun> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Begun> request : threads.invokeAll(requests)) {
        answers.add(request.get());
      }
    }
    assertThat(answers).filteredOn(New.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Idempotency.InProgress.class::isInstance).hasSize(99);
  }

  @Test
  void an_effect_without_its_answer_is_undone() {
    New late = (New) begin("a");
    patienceEnds();
    New next = (New) begin("a");
    assertThatExceptionOfType(Idempotency.Superseded.class)
        .isThrownBy(() ->
            repositories
                .transactions()
                .inOne(() -> {
                  repositories.devices().add(Some.device("late"));
                  idempotency.complete(late, CREATED);
                  return Optional.empty();
                }));
    assertThat(repositories.devices().findByName("late")).isEmpty();
    idempotency.complete(next, CREATED);
    assertThat(begin("a")).isEqualTo(new Idempotency.Replay(CREATED));
  }

  @Test
  void an_abandoned_key_is_free_again_and_an_answered_one_is_not() {
    New first = (New) begin("a");
    idempotency.abandon(first);
    New second = (New) begin("b");
    idempotency.abandon(first);
    assertThat(begin("b")).isInstanceOf(Idempotency.InProgress.class);
    idempotency.complete(second, CREATED);
    idempotency.abandon(second);
    assertThat(begin("b")).isInstanceOf(Idempotency.Replay.class);
  }

  @Test
  void what_is_too_old_is_forgotten() {
    idempotency.complete((New) begin("a"), CREATED);
    assertThat(idempotency.forgetExpired()).isZero();
    JdbcClient.create(database)
        .sql("UPDATE idempotency_key SET expires_at = clock_timestamp()")
        .update();
    assertThat(begin("b")).isInstanceOf(New.class);
    JdbcClient.create(database)
        .sql("UPDATE idempotency_key SET expires_at = clock_timestamp()")
        .update();
    assertThat(idempotency.forgetExpired()).isEqualTo(1);
  }

  private static ApiKey key(KeyText text) {
    return new ApiKey(
        new ApiKeyId(UUID.randomUUID()),
        text.prefix(),
        text.sha256(),
        "robot",
        Role.OPERATOR,
        Some.NOW,
        Optional.of(Some.NOW.plusSeconds(60)),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void a_key_is_found_by_what_its_bearer_shows_and_kept_without_it() {
    KeyText text = KeyText.random(new SecureRandom());
    ApiKey key = key(text);
    assertThat(keys.add(key)).isTrue();
    assertThat(keys.add(key(text))).isFalse();
    assertThat(keys.withHash(KeyText.of(text.reveal()).sha256())).contains(key);
    assertThat(keys.withHash(KeyText.of(text.reveal() + "x").sha256())).isEmpty();
    assertThat(keys.find(key.id())).contains(key);
    String row =
        JdbcClient.create(database)
            .sql("SELECT api_key::text FROM api_key")
            .query(String.class)
            .single();
    assertThat(row).doesNotContain(text.reveal());
    assertThat(text.toString()).doesNotContain(text.reveal());
  }

  @Test
  void a_revoked_or_expired_key_opens_nothing() {
    ApiKey key = key(KeyText.random(new SecureRandom()));
    keys.add(key);
    assertThat(key.usable(Some.NOW)).isTrue();
    assertThat(key.usable(Some.NOW.plusSeconds(60))).isFalse();
    Instant revoked = Some.NOW.plusSeconds(5);
    keys.revoke(key.id(), 1, new ApiKey.Revocation(revoked, "noc", "laptop lost"));
    keys.revoke(key.id(), 2, new ApiKey.Revocation(revoked.plusSeconds(5), "noc", "again"));
    ApiKey now = keys.find(key.id()).orElseThrow();
    assertThat(now.revokedAt()).contains(revoked);
    assertThat(now.usable(Some.NOW)).isFalse();
    assertThat(now.revocation().orElseThrow().reason()).isEqualTo("laptop lost");
    assertThatExceptionOfType(Changed.class)
        .isThrownBy(() ->
            keys.revoke(
                new ApiKeyId(UUID.randomUUID()), 1, new ApiKey.Revocation(revoked, "noc", "x")));
  }

  private static ApiKey key(String name, Role role, Scope scope) {
    KeyText text = KeyText.random(new SecureRandom());
    return new ApiKey(
        new ApiKeyId(UUID.randomUUID()),
        text.prefix(),
        text.sha256(),
        name,
        "Ada",
        role,
        Set.of(Right.READ, Right.ADMINISTER),
        scope,
        "Grace",
        Some.NOW,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  @Test
  void everything_about_a_key_is_kept_and_its_name_is_free_again_when_it_ends() {
    ApiKey key = key("robot", Role.ADMIN, new Scope(Set.of("FRA", "MUC"), Set.of("dc1")));
    keys.create(key, Some.NOW);
    assertThat(keys.find(key.id())).contains(key);
    assertThatExceptionOfType(ApiKeys.NameTaken.class)
        .isThrownBy(() -> keys.create(key("robot", Role.VIEWER, Scope.EVERYTHING), Some.NOW));
    keys.revoke(key.id(), 1, new ApiKey.Revocation(Some.NOW, "noc", "done"));
    keys.create(key("robot", Role.VIEWER, Scope.EVERYTHING), Some.NOW);
  }

  @Test
  void only_keys_that_reach_no_further_than_the_own_scope_are_listed() {
    ApiKey mine = key("mine", Role.VIEWER, new Scope(Set.of("FRA"), Set.of()));
    keys.create(mine, Some.NOW);
    keys.create(key("wider", Role.VIEWER, new Scope(Set.of("FRA", "MUC"), Set.of())), Some.NOW);
    keys.create(key("all", Role.VIEWER, Scope.EVERYTHING), Some.NOW);
    var page = io.hitless.page.PageRequest.first(10);
    assertThat(keys.list(new Scope(Set.of("FRA"), Set.of()), page).items()).containsExactly(mine);
    assertThat(keys.list(Scope.EVERYTHING, page).items()).hasSize(3);
  }

  @Test
  void the_last_key_that_may_make_keys_everywhere_stays_even_when_two_revoke_each_other()
      throws Exception {
    ApiKey one = key("one", Role.ADMIN, Scope.EVERYTHING);
    ApiKey two = key("two", Role.ADMIN, Scope.EVERYTHING);
    keys.create(one, Some.NOW);
    keys.create(two, Some.NOW);
    keys.create(key("elsewhere", Role.ADMIN, new Scope(Set.of("FRA"), Set.of())), Some.NOW);
    var revocation = new ApiKey.Revocation(Some.NOW, "noc", "tidy");
    int refused = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Callable<ApiKey>> ends =
          List.of(
              () -> keys.revoke(one.id(), 1, revocation),
              () -> keys.revoke(two.id(), 1, revocation));
      for (Future<ApiKey> end : threads.invokeAll(ends)) {
        try {
          end.get();
        } catch (java.util.concurrent.ExecutionException no) {
          assertThat(no.getCause()).isInstanceOf(ApiKeys.LastAdministrator.class);
          refused++;
        }
      }
    }
    assertThat(refused).isEqualTo(1);
  }

  @Test
  void after_a_rotation_both_texts_count_until_the_former_ones_time_is_up() {
    ApiKey key = key("robot", Role.VIEWER, Scope.EVERYTHING);
    keys.create(key, Some.NOW);
    KeyText next = KeyText.random(new SecureRandom());
    keys.rotate(key.id(), 1, next, Some.NOW.plusSeconds(60));
    for (String hash : List.of(key.sha256(), next.sha256())) {
      ApiKey now = keys.withHash(hash).orElseThrow();
      assertThat(now.id()).isEqualTo(key.id());
      assertThat(now.opensWith(hash, Some.NOW.plusSeconds(59))).isTrue();
      assertThat(now.opensWith(hash, Some.NOW.plusSeconds(60)))
          .isEqualTo(hash.equals(next.sha256()));
    }
    assertThatExceptionOfType(Changed.class)
        .isThrownBy(() -> keys.rotate(key.id(), 1, next, Some.NOW));
  }

  @Test
  void of_a_key_that_was_made_before_anybody_remembered_its_maker_is_its_bearer() {
    ApiKey old = key("robot", Role.VIEWER, Scope.EVERYTHING);
    keys.create(old, Some.NOW);
    assertThat(keys.shownTo(old.id())).containsExactly("Grace");
    assertThat(keys.holders("ada", Some.NOW)).containsExactly("Grace");
    assertThat(keys.everShown("ada")).containsExactly("Grace");
  }

  @Test
  void who_was_shown_a_key_is_known_for_ever_and_counts_for_the_time_that_the_key_did() {
    ApiKey key = key("robot", Role.VIEWER, Scope.EVERYTHING);
    keys.create(key, Some.NOW);
    keys.shown(key.id(), "Grace", Some.NOW);
    keys.shown(key.id(), "Linus", Some.NOW.plusSeconds(10));
    assertThat(keys.shownTo(key.id())).containsExactlyInAnyOrder("Grace", "Linus");
    assertThat(keys.holders("ADA", Some.NOW)).containsExactly("Grace");
    assertThat(keys.holders("Ada", Some.NOW.plusSeconds(10))).containsOnly("Grace", "Linus");
    assertThat(keys.holders("Grace", Some.NOW)).isEmpty();
    ApiKey another = key("another", Role.ADMIN, Scope.EVERYTHING);
    keys.create(another, Some.NOW);
    keys.shown(another.id(), "Grace", Some.NOW.plusSeconds(30));
    Instant end = Some.NOW.plusSeconds(20);
    keys.revoke(key.id(), 1, new ApiKey.Revocation(end, "noc", "done"));
    assertThat(keys.holders("Ada", end)).isEmpty();
    assertThat(keys.everShown("ADA")).contains("Grace", "Linus");
    assertThat(keys.holders("Ada", end.minusSeconds(1))).containsOnly("Grace", "Linus");
    assertThat(keys.shownTo(key.id())).containsOnly("Grace", "Linus");
    JdbcClient sql = JdbcClient.create(database);
    assertThatExceptionOfType(org.springframework.dao.DataAccessException.class)
        .isThrownBy(() -> sql.sql("DELETE FROM api_key_shown").update());
  }

  @Test
  void a_use_is_noted_to_the_minute() {
    ApiKey key = key(KeyText.random(new SecureRandom()));
    keys.add(key);
    keys.used(key.id(), Some.NOW);
    keys.used(key.id(), Some.NOW.plusSeconds(59));
    assertThat(keys.find(key.id()).orElseThrow().lastUsedAt()).contains(Some.NOW);
    keys.used(key.id(), Some.NOW.plusSeconds(60));
    assertThat(keys.find(key.id()).orElseThrow().lastUsedAt()).contains(Some.NOW.plusSeconds(60));
  }

  @Test
  void of_many_replicas_one_makes_the_first_key() throws Exception {
    List<Callable<Boolean>> starts = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      ApiKey key = key(KeyText.random(new SecureRandom()));
      starts.add(() -> keys.addFirst(key));
    }
    int made = 0;
    try (ExecutorService replicas = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> start : replicas.invokeAll(starts)) {
        made += start.get() ? 1 : 0;
      }
    }
    assertThat(made).isEqualTo(1);
    assertThat(
            JdbcClient.create(database)
                .sql("SELECT count(*) FROM api_key")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }
}
