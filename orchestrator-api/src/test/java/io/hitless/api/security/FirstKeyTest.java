package io.hitless.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.KeyText;
import io.hitless.access.Role;
import io.hitless.access.Scope;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.page.TimeOrderedIds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstKeyTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-12-01T01:00:00Z"));

  private final KeyRing ring = new KeyRing();
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final FirstKey first =
      new FirstKey(
          ring,
          new TimeOrderedIds(CLOCK, new Random(1)),
          CLOCK,
          new PrintStream(console, true, StandardCharsets.UTF_8));

  private String printed() {
    return console.toString(StandardCharsets.UTF_8);
  }

  @Test
  void without_a_given_key_one_is_made_at_the_first_start_and_printed_once() {
    first.ensure(Optional.empty());
    String text = printed().strip().substring(printed().lastIndexOf(' ') + 1);

    assertThat(ring.kept).hasSize(1);
    assertThat(ring.kept.getFirst().sha256()).isEqualTo(KeyText.of(text).sha256());
    assertThat(ring.kept.getFirst().role()).isEqualTo(Role.ADMIN);
    assertThat(ring.kept.getFirst().toString()).doesNotContain(text);

    console.reset();
    first.ensure(Optional.empty());
    assertThat(ring.kept).hasSize(1);
    assertThat(printed()).isEmpty();
  }

  @Test
  void a_given_key_is_taken_and_never_printed() {
    first.ensure(Optional.of("given-key-0123456789"));
    first.ensure(Optional.of("given-key-0123456789"));

    assertThat(ring.kept).hasSize(1);
    assertThat(ring.kept.getFirst().sha256())
        .isEqualTo(KeyText.of("given-key-0123456789").sha256());
    assertThat(printed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "with a space 0123456789",
        "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4"
      })
  void a_given_key_that_is_too_weak_keeps_the_service_from_starting(String key) {
    assertThatThrownBy(() -> first.ensure(Optional.of(key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HITLESS_BOOTSTRAP_API_KEY")
        .hasMessageNotContaining(key);
  }

  /// Keys in memory.
  private static final class KeyRing implements ApiKeys {
    final List<ApiKey> kept = new ArrayList<>();

    @Override
    public boolean add(ApiKey key) {
      return withHash(key.sha256()).isEmpty() && kept.add(key);
    }

    @Override
    public boolean addFirst(ApiKey key) {
      return kept.isEmpty() && kept.add(key);
    }

    @Override
    public Optional<ApiKey> withHash(String sha256) {
      return kept.stream().filter(key -> key.sha256().equals(sha256)).findFirst();
    }

    @Override
    public Optional<ApiKey> find(ApiKeyId id) {
      return kept.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public Page<ApiKey> list(Scope within, PageRequest page) {
      return new Page<>(kept, Optional.empty());
    }

    @Override
    public void create(ApiKey key, Instant now) {
      kept.add(key);
    }

    @Override
    public boolean nameTaken(String name, Instant now) {
      return kept.stream().anyMatch(key -> key.name().equals(name));
    }

    @Override
    public ApiKey revoke(ApiKeyId id, long version, ApiKey.Revocation revocation) {
      throw new LastAdministrator();
    }

    @Override
    public ApiKey rotate(ApiKeyId id, long version, KeyText next, Instant formerUntil) {
      throw new LastAdministrator();
    }

    @Override
    public void shown(ApiKeyId id, String person, Instant at) {}

    @Override
    public Set<String> shownTo(ApiKeyId id) {
      return Set.of();
    }

    @Override
    public Set<String> holders(String owner, Instant at) {
      return Set.of();
    }

    @Override
    public Set<String> everShown(String owner) {
      return Set.of();
    }

    @Override
    public void used(ApiKeyId id, Instant at) {}
  }
}
