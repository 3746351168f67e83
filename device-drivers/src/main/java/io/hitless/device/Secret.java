package io.hitless.device;

import java.util.Objects;

/// A password, enable secret or private key. It prints as dots; only the room that types it asks
/// for the text.
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(Objects.requireNonNull(text));
  }

  /// The text itself: for the wire and for sealing, never for a message.
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && text.equals(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return StruckText.STRUCK;
  }
}
