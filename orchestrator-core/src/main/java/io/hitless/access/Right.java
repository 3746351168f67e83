package io.hitless.access;

import java.util.Locale;

/// One thing that a caller may be allowed to do. The words in the API are the names in kebab-case.
/// Which role has which is said in [Role], which endpoint asks for which in `access/endpoints.txt`.
public enum Right {
  /// Look at everything but secrets.
  READ,
  /// Register devices and images, order upgrades, cancel, retry and resolve them.
  OPERATE,
  /// Make a new release stay.
  COMMIT,
  /// Have a device go back to its old release.
  ABORT,
  /// Have a device forget what was staged.
  CLEAR,
  /// Take a device out of the service's hands, and give it back.
  TAKE_OVER,
  /// Answer for a check whose answer is unknown.
  WAIVE,
  /// Approve what somebody else planned.
  APPROVE,
  /// Go on without an approval, in an emergency and on the record.
  BREAK_GLASS,
  /// Read who did what.
  AUDIT,
  /// Logins, keys, and everything that guards the rest.
  ADMINISTER;

  /// Published word (`take-over`).
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
