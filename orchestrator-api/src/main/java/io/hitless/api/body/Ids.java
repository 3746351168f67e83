package io.hitless.api.body;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The shape of ids: a UUID in its one canonical form. `UUID.fromString` takes much more.
public final class Ids {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private Ids() {}

  public static Optional<UUID> parse(String text) {
    return looksLikeId(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }

  static boolean looksLikeId(String text) {
    return FORM.matcher(text).matches();
  }
}
