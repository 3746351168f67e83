package io.hitless.api.security;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.KeyText;
import io.hitless.access.Role;
import io.hitless.page.TimeOrderedIds;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes sure that somebody can get in: the key given as `HITLESS_BOOTSTRAP_API_KEY`, or one that
/// is made at the first start and printed once.
public final class FirstKey {
  private static final Pattern GIVEN = Pattern.compile("[\\x21-\\x7e]{16,256}");

  private final ApiKeys keys;
  private final TimeOrderedIds ids;
  private final InstantSource clock;
  private final PrintStream out;

  /// @param out where the key is printed: the console, never a log
  public FirstKey(ApiKeys keys, TimeOrderedIds ids, InstantSource clock, PrintStream out) {
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
    this.out = out;
  }

  /// @throws IllegalArgumentException when the given key is too weak to be one
  public void ensure(Optional<String> given) {
    if (given.isPresent()) {
      if (!GIVEN.matcher(given.get()).matches()) {
        throw new IllegalArgumentException(
            "HITLESS_BOOTSTRAP_API_KEY must be 16 to 256 printable characters without spaces");
      }
      keys.add(key(KeyText.of(given.get())));
      return;
    }
    KeyText made = KeyText.random(new SecureRandom());
    if (keys.addFirst(key(made))) {
      out.println("The first API key, shown this once: " + made.reveal());
    }
  }

  private ApiKey key(KeyText text) {
    Instant now = clock.instant();
    return new ApiKey(
        new ApiKeyId(ids.next()),
        text.prefix(),
        text.sha256(),
        "bootstrap",
        Role.ADMIN,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
