package io.hitless.api.inventory;

import io.hitless.device.Credentials;
import java.util.Optional;

/// Tells whether a private key can be used before it is kept.
public interface KeyCheck {
  /// What is wrong with it, without a word of it.
  Optional<String> fault(Credentials login);
}
