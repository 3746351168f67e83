package io.hitless.device.ssh;

import io.hitless.device.Credentials;
import io.hitless.device.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/// Private keys as people keep them: PEM (PKCS #1, PKCS #8, SEC 1) and OpenSSH's own notation, RSA,
/// ECDSA (in PKCS #8 with its public part, as openssl writes it) and Ed25519; encrypted ones in
/// every notation but PKCS #8.
public final class PrivateKeys {
  private PrivateKeys() {}

  /// The key of a login, when it has one.
  ///
  /// @throws Unreadable saying why, without a word of the key or the passphrase
  static Optional<KeyPair> of(Credentials credentials) throws Unreadable {
    Optional<Secret> pem = credentials.privateKey();
    return pem.isEmpty()
        ? Optional.empty()
        : Optional.of(read(pem.get().reveal(), credentials.passphrase()));
  }

  /// What is wrong with the private key of a login, if anything is.
  public static Optional<String> fault(Credentials credentials) {
    try {
      var _ = of(credentials);
      return Optional.empty();
    } catch (Unreadable why) {
      return Optional.of(String.valueOf(why.getMessage()));
    }
  }

  private static KeyPair read(String pem, Optional<Secret> passphrase) throws Unreadable {
    if (pem.contains("BEGIN ENCRYPTED PRIVATE KEY")) {
      throw new Unreadable(
          "an encrypted PKCS #8 key is not understood; ssh-keygen -p writes it in OpenSSH's notation");
    }
    byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
    Asked asked = new Asked(passphrase);
    try (ByteArrayInputStream text = new ByteArrayInputStream(bytes)) {
      Iterable<KeyPair> found =
          SecurityUtils.loadKeyPairIdentities(null, () -> "private key", text, asked);
      Iterator<KeyPair> keys =
          found == null ? Arrays.<KeyPair>asList().iterator() : found.iterator();
      if (!keys.hasNext()) {
        throw new Unreadable("it must be PEM or OpenSSH");
      }
      return keys.next();
    } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
      throw new Unreadable(
          !asked.asked
              ? "it must be PEM or OpenSSH"
              : passphrase.isPresent()
                  ? "its passphrase does not open it"
                  : "it is encrypted, and no passphrase is given");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static final class Asked implements FilePasswordProvider {
    private final Optional<Secret> passphrase;
    private boolean asked;

    Asked(Optional<Secret> passphrase) {
      this.passphrase = passphrase;
    }

    @Override
    public @org.jspecify.annotations.Nullable String getPassword(
        org.apache.sshd.common.session.@org.jspecify.annotations.Nullable SessionContext session,
        org.apache.sshd.common.NamedResource resource,
        int retry) {
      asked = true;
      return passphrase.map(Secret::reveal).orElse(null);
    }
  }

  /// A text that is no private key, or one that does not open.
  static final class Unreadable extends Exception {
    Unreadable(String why) {
      super("the private key can not be read: " + why);
    }
  }
}
