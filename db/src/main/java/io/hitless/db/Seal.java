package io.hitless.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals secrets with the master key before they are stored: AES-256-GCM, a fresh 96-bit nonce each
/// time (NIST SP 800-38D §8.2.2), bound to the place they belong to, so that a sealed value moved
/// to another row or column doesn't open.
///
/// A sealed value is one byte of format, eight bytes that name the key, the nonce, and the
/// ciphertext with its tag. With older keys given as well, what they sealed still opens; what is
/// sealed anew always gets the first key.
public final class Seal {
  private static final byte FORMAT = 1;
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 8;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random;
  private final byte[] current;
  private final Map<String, SecretKeySpec> keys;

  private Seal(SecureRandom random, List<byte[]> masterKeys) {
    this.random = random;
    this.keys = new LinkedHashMap<>();
    for (byte[] key : masterKeys) {
      keys.put(HexFormat.of().formatHex(idOf(key)), new SecretKeySpec(key, "AES"));
    }
    this.current = idOf(masterKeys.getFirst());
  }

  /// @param current base64 of 32 random bytes
  /// @param older keys that were current before, for what they sealed
  /// @throws IllegalArgumentException when one is not base64 of 32 bytes; the message doesn't show
  ///   it
  public static Seal with(String current, List<String> older) {
    var all = new java.util.ArrayList<byte[]>();
    all.add(parse("the master key", current));
    for (int i = 0; i < older.size(); i++) {
      all.add(parse("older master key " + (i + 1), older.get(i)));
    }
    return new Seal(new SecureRandom(), all);
  }

  public static Seal with(String current) {
    return with(current, List.of());
  }

  /// A new master key, as [#with] takes it.
  public static String newMasterKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  /// Names of the given keys, the current one first; they tell nothing of the keys.
  public List<String> keyIds() {
    return List.copyOf(keys.keySet());
  }

  List<String> olderKeyIds() {
    return keyIds().subList(1, keys.size());
  }

  /// Whether it opens, and would be sealed with another key today.
  boolean isOfAnOlderKey(byte[] sealed) {
    return sealed.length > 1 + ID_BYTES
        && olderKeyIds().contains(HexFormat.of().formatHex(sealed, 1, 1 + ID_BYTES));
  }

  byte[] close(String secret, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] head =
        ByteBuffer.allocate(1 + ID_BYTES + NONCE_BYTES).put(FORMAT).put(current).put(nonce).array();
    byte[] clear = secret.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] body = cipher(Cipher.ENCRYPT_MODE, current, nonce, head, place).doFinal(clear);
      return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /// @throws Broken when it was sealed with another key, for another place, or was altered
  String open(byte[] sealed, String place) {
    if (sealed.length < 1 + ID_BYTES + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != FORMAT) {
      throw new Broken("is not in a format that this release knows");
    }
    byte[] head = Arrays.copyOf(sealed, 1 + ID_BYTES + NONCE_BYTES);
    byte[] id = Arrays.copyOfRange(head, 1, 1 + ID_BYTES);
    byte[] nonce = Arrays.copyOfRange(head, 1 + ID_BYTES, head.length);
    if (!keys.containsKey(HexFormat.of().formatHex(id))) {
      throw new Broken("was sealed with another master key than the given ones");
    }
    try {
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, id, nonce, head, place)
              .doFinal(sealed, head.length, sealed.length - head.length);
      String text = new String(secret, StandardCharsets.UTF_8);
      Arrays.fill(secret, (byte) 0);
      return text;
    } catch (GeneralSecurityException altered) {
      throw new Broken("was altered, or belongs to another row");
    }
  }

  private Cipher cipher(int mode, byte[] keyId, byte[] nonce, byte[] head, String place)
      throws GeneralSecurityException {
    SecretKeySpec key = keys.get(HexFormat.of().formatHex(keyId));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(head);
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] parse(String which, String masterKey) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(masterKey.strip());
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException(which + " is not base64");
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          which + " has " + key.length + " bytes instead of " + KEY_BYTES);
    }
    return key;
  }

  private static byte[] idOf(byte[] key) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key), ID_BYTES);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /// A sealed value that doesn't open.
  static final class Broken extends RuntimeException {
    Broken(String why) {
      super(why);
    }
  }
}
