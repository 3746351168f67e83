package io.hitless.inventory;

import io.hitless.device.Credentials;
import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.util.Optional;

/// Keeps what logs in to devices. Secrets go in and come out only to open a session.
public interface Vault {

  /// @throws Devices.NameTaken when another credential has this name
  Credential add(String name, Credential.Source source, Credentials secrets);

  Optional<Credential> find(String name);

  Page<Credential> list(PageRequest page);

  /// @throws Changed when the row is not at `version` any more
  Credential replace(String name, long version, Credential.Source source, Credentials secrets);

  /// @throws Changed when the row is not at `version` any more
  /// @throws Devices.StillInUse when a device names it
  void remove(String name, long version);

  /// The secrets themselves, unsealed or read from where they are kept; absent when there is no
  /// such name.
  ///
  /// @throws Unavailable when a secret doesn't open or is not where it should be read from
  Optional<Credentials> open(String name);

  /// As [#open(String)], for what is done with it: written into the audit first, so that no use is
  /// without a trace. Whoever logs in somewhere opens it this way.
  Optional<Credentials> open(String name, CredentialUse use);

  /// A secret that is registered but can't be had: sealed with another master key, or its file or
  /// variable is missing. The message names no secret.
  final class Unavailable extends RuntimeException {
    public Unavailable(String name, String secret, String why) {
      super("the " + secret + " of credential " + name + " can not be used: " + why);
    }
  }
}
