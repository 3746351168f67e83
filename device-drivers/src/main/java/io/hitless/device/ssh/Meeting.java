package io.hitless.device.ssh;

import io.hitless.device.HostKeyPolicy;
import io.hitless.device.Target;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/// One attempt to meet one device: which key it showed, and whether the password went out already.
///
/// It travels with the connection, so that the shared client can treat each device by its own
/// profile and pins.
final class Meeting implements ServerKeyVerifier, UserInteraction {
  static final AttributeRepository.AttributeKey<Meeting> KEY =
      new AttributeRepository.AttributeKey<>();

  private final Target target;
  private final AtomicBoolean passwordSpent = new AtomicBoolean();
  private volatile Optional<String> offeredKey = Optional.empty();
  private volatile boolean keyAccepted;

  Meeting(Target target) {
    this.target = target;
  }

  Target target() {
    return target;
  }

  /// Fingerprint of the key that the device showed, once it did.
  Optional<String> offeredKey() {
    return offeredKey;
  }

  boolean keyRefused() {
    return offeredKey.isPresent() && !keyAccepted;
  }

  boolean keyAccepted() {
    return keyAccepted;
  }

  /// A pinned key is accepted by its bytes, whatever signature algorithm it is used with. The first
  /// key ever seen is only accepted while nothing is pinned.
  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
    String fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    offeredKey = Optional.of(fingerprint);
    keyAccepted =
        target.pinnedKeys().contains(fingerprint)
            || (target.pinnedKeys().isEmpty()
                && target.hostKeyPolicy() == HostKeyPolicy.TRUST_ON_FIRST_USE);
    return keyAccepted;
  }

  /// The password, once: what was refused as `password` is not tried again as
  /// `keyboard-interactive`, since accounts lock.
  List<String> spendPassword() {
    Optional<String> password = target.credentials().password().map(secret -> secret.reveal());
    if (password.isEmpty() || !passwordSpent.compareAndSet(false, true)) {
      return List.of();
    }
    return List.of(password.get());
  }

  @Override
  public String @Nullable [] interactive(
      ClientSession session,
      String name,
      String instruction,
      String language,
      String[] prompts,
      boolean[] echo) {
    if (prompts.length == 0) {
      return new String[0];
    }
    if (prompts.length > 1 || echo[0]) {
      return null;
    }
    List<String> password = spendPassword();
    return password.isEmpty() ? null : new String[] {password.getFirst()};
  }

  @Override
  public @Nullable String getUpdatedPassword(
      ClientSession session, String prompt, String language) {
    return null;
  }
}
