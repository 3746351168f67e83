package io.hitless.device.sim;

import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;

/// What the SSH server of a release offers: 16.x is stuck with SHA-1, 17.x is modern, and 17.16
/// drops `ssh-rsa` for good.
@SuppressWarnings("deprecation") // SHA-1 and 3DES are what 16.x really offers
record Algorithms(
    String identification,
    List<BuiltinDHFactories> keyExchanges,
    List<BuiltinSignatures> signatures,
    List<BuiltinSignatures> userKeys,
    List<BuiltinCiphers> ciphers,
    List<BuiltinMacs> macs) {
  private static final List<BuiltinSignatures> USER_KEYS_OF_17 =
      List.of(
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.ed25519,
          BuiltinSignatures.rsaSHA256,
          BuiltinSignatures.rsaSHA512);
  private static final Algorithms LEGACY =
      new Algorithms(
          "Cisco-1.25",
          List.of(BuiltinDHFactories.dhg14),
          List.of(BuiltinSignatures.rsa),
          List.of(BuiltinSignatures.rsa),
          List.of(
              BuiltinCiphers.aes128ctr,
              BuiltinCiphers.aes192ctr,
              BuiltinCiphers.aes256ctr,
              BuiltinCiphers.aes128cbc,
              BuiltinCiphers.tripledescbc,
              BuiltinCiphers.aes256cbc),
          List.of(BuiltinMacs.hmacsha1));
  private static final Algorithms MODERN =
      new Algorithms(
          "Cisco-2.0",
          List.of(
              BuiltinDHFactories.curve25519,
              BuiltinDHFactories.ecdhp256,
              BuiltinDHFactories.ecdhp384,
              BuiltinDHFactories.dhg14_256,
              BuiltinDHFactories.dhg16_512),
          List.of(BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256, BuiltinSignatures.rsa),
          USER_KEYS_OF_17,
          List.of(
              BuiltinCiphers.aes128gcm,
              BuiltinCiphers.aes256gcm,
              BuiltinCiphers.aes128ctr,
              BuiltinCiphers.aes192ctr,
              BuiltinCiphers.aes256ctr),
          List.of(BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256));
  private static final Algorithms SINCE_17_16 =
      new Algorithms(
          "Cisco-2.0",
          List.of(
              BuiltinDHFactories.curve25519,
              BuiltinDHFactories.ecdhp256,
              BuiltinDHFactories.ecdhp384),
          List.of(
              BuiltinSignatures.nistp256, BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256),
          USER_KEYS_OF_17,
          MODERN.ciphers,
          MODERN.macs);

  static Algorithms of(Release release) {
    if (release.atLeast(17, 16, 1)) {
      return SINCE_17_16;
    }
    return release.is17() ? MODERN : LEGACY;
  }

  void apply(SshServer server) {
    server.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(false, keyExchanges, ServerBuilder.DH2KEX));
    server.setSignatureFactories(List.copyOf(signatures));
    server.setUserAuthFactories(
        List.of(
            new UserAuthPublicKeyFactory(List.copyOf(userKeys)),
            UserAuthKeyboardInteractiveFactory.INSTANCE,
            UserAuthPasswordFactory.INSTANCE));
    server.setCipherFactories(List.copyOf(ciphers));
    server.setMacFactories(List.copyOf(macs));
  }
}
