package io.hitless.device.facts;

import java.util.List;

/// What an account may do on a device, as far as that can be told without doing it.
///
/// @param privilege level of the account, after `enable` where it needs that
public record Authorization(int privilege, List<Permission> permissions) {
  public Authorization {
    permissions = List.copyOf(permissions);
  }

  /// One command.
  ///
  /// @param id its stable word (`show-version`)
  /// @param command as it was or would be sent
  /// @param why one sentence for people
  /// @param evidence the device's own lines
  public record Permission(
      String id,
      String command,
      boolean changing,
      Answer answer,
      String why,
      List<String> evidence) {
    public Permission {
      evidence = List.copyOf(evidence);
    }
  }

  /// What is known of a permission.
  public enum Answer {
    ALLOWED,
    DENIED,
    /// The device does not know the command: another release, another platform, or hidden from the
    /// account.
    NOT_KNOWN,
    /// Cannot be told without sending it.
    UNKNOWN
  }
}
