package io.hitless.device.ssh;

import io.hitless.device.SshProfile;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KexFactoryManager;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/// Which algorithms one session offers, best first.
///
/// The lists are written out because the library would prefer `sntrup761x25519-sha512`, which costs
/// twenty times the CPU of an elliptic curve and which no Catalyst speaks. What IOS XE 16 offers at
/// worst (`diffie-hellman-group1-sha1`, `ssh-rsa`, `3des-cbc`, `hmac-sha1`) is only ever offered to
/// a device whose profile says so, and after everything better.
record Algorithms(
    List<KeyExchangeFactory> keyExchanges,
    List<NamedFactory<Signature>> signatures,
    List<NamedFactory<Cipher>> ciphers,
    List<NamedFactory<Mac>> macs) {

  private static final List<DHFactory> MODERN_KEX =
      List.of(
          BuiltinDHFactories.curve25519,
          BuiltinDHFactories.curve25519_libssh,
          BuiltinDHFactories.ecdhp256,
          BuiltinDHFactories.ecdhp384,
          BuiltinDHFactories.ecdhp521,
          BuiltinDHFactories.dhg14_256,
          BuiltinDHFactories.dhg16_512,
          BuiltinDHFactories.dhgex256);

  @SuppressWarnings("deprecation") // legacy is the point
  private static final List<DHFactory> LEGACY_KEX =
      List.of(BuiltinDHFactories.dhg14, BuiltinDHFactories.dhgex, BuiltinDHFactories.dhg1);

  private static final List<BuiltinSignatures> MODERN_SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);

  @SuppressWarnings("deprecation")
  private static final List<BuiltinSignatures> LEGACY_SIGNATURES = List.of(BuiltinSignatures.rsa);

  private static final List<BuiltinCiphers> MODERN_CIPHERS =
      List.of(
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.aes128ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes256ctr,
          BuiltinCiphers.cc20p1305_openssh);

  @SuppressWarnings("deprecation")
  private static final List<BuiltinCiphers> LEGACY_CIPHERS =
      List.of(
          BuiltinCiphers.aes128cbc,
          BuiltinCiphers.aes192cbc,
          BuiltinCiphers.aes256cbc,
          BuiltinCiphers.tripledescbc);

  private static final List<BuiltinMacs> MODERN_MACS =
      List.of(
          BuiltinMacs.hmacsha256etm,
          BuiltinMacs.hmacsha512etm,
          BuiltinMacs.hmacsha256,
          BuiltinMacs.hmacsha512);

  @SuppressWarnings("deprecation")
  private static final List<BuiltinMacs> LEGACY_MACS =
      List.of(BuiltinMacs.hmacsha1etm, BuiltinMacs.hmacsha1);

  static final Algorithms MODERN =
      new Algorithms(
          keyExchanges(MODERN_KEX),
          supported(MODERN_SIGNATURES),
          supported(MODERN_CIPHERS),
          supported(MODERN_MACS));

  static final Algorithms LEGACY =
      new Algorithms(
          keyExchanges(joined(MODERN_KEX, LEGACY_KEX)),
          supported(joined(MODERN_SIGNATURES, LEGACY_SIGNATURES)),
          supported(joined(MODERN_CIPHERS, LEGACY_CIPHERS)),
          supported(joined(MODERN_MACS, LEGACY_MACS)));

  static Algorithms of(SshProfile profile) {
    return switch (profile) {
      case MODERN -> MODERN;
      case LEGACY -> LEGACY;
    };
  }

  void applyTo(KexFactoryManager session) {
    session.setKeyExchangeFactories(keyExchanges);
    session.setSignatureFactories(signatures);
    session.setCipherFactories(ciphers);
    session.setMacFactories(macs);
  }

  private static List<KeyExchangeFactory> keyExchanges(List<DHFactory> factories) {
    return factories.stream().filter(DHFactory::isSupported).map(ClientBuilder.DH2KEX).toList();
  }

  private static <T, F extends NamedFactory<T> & org.apache.sshd.common.OptionalFeature>
      List<NamedFactory<T>> supported(List<F> factories) {
    List<NamedFactory<T>> able = new ArrayList<>();
    for (F factory : factories) {
      if (factory.isSupported()) {
        able.add(factory);
      }
    }
    return List.copyOf(able);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
