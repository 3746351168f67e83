package io.hitless.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// The text of an API key, which its bearer shows and nobody keeps. It prints as its prefix.
public final class KeyText {
  private static final int SHOWN = 8;

  private final String text;

  private KeyText(String text) {
    this.text = text;
  }

  /// A new key of 256 random bits.
  public static KeyText random(SecureRandom random) {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return new KeyText("htl_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /// What a caller showed.
  public static KeyText of(String text) {
    return new KeyText(text);
  }

  /// Enough to recognise it, too little to use it.
  public String prefix() {
    return text.substring(0, Math.min(SHOWN, text.length() / 4));
  }

  /// What is kept of it and looked up: [ApiKey#sha256].
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /// Whether two hashes are the same, in a time that doesn't tell where they differ.
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  /// The text itself: shown once to whoever asked for the key.
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return prefix() + "…";
  }
}
