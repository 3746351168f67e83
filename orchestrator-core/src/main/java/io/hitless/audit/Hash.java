package io.hitless.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256. It prints as 64 hexadecimal digits.
public final class Hash {
  /// What the first link follows.
  public static final Hash ZERO = new Hash(new byte[32]);

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException when it is not 32 bytes long
  public static Hash of(byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /// @throws IllegalArgumentException when it is not 64 hexadecimal digits
  public static Hash parse(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  static Hash over(byte[] content) {
    return new Hash(sha256().digest(content));
  }

  /// Of this hash and the other one, one behind the other.
  Hash chained(Hash next) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return new Hash(digest.digest(next.bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
