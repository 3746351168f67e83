package io.hitless.inventory;

import java.util.List;

/// The keys that stored secrets are sealed with, while one is being replaced by another.
public interface MasterKeys {

  /// Every key that was given to this replica, the current one first, and every other that a stored
  /// secret is sealed with.
  List<MasterKey> all();

  /// Seals some of what an older key sealed with the current one. Who writes the same secret
  /// meanwhile wins; a secret that does not open is left as it is.
  ///
  /// @param atMost so many credentials
  /// @return how many secrets were sealed anew
  int sealAnew(int atMost);

  /// @throws Missing when a stored secret is sealed with a key that was not given
  void requireAll();

  /// One key.
  ///
  /// @param id names it without telling anything of it
  /// @param current whether new secrets are sealed with it
  /// @param given whether this replica has it
  /// @param sealed how many stored secrets it has sealed
  record MasterKey(String id, boolean current, boolean given, long sealed) {}

  /// Secrets are stored that no given key opens.
  final class Missing extends RuntimeException {
    public Missing(String message) {
      super(message);
    }
  }
}
