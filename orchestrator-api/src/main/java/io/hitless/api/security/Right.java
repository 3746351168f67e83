package io.hitless.api.security;

import io.hitless.access.Role;
import java.util.EnumSet;
import java.util.Set;

/// What a role allows. The one table that says so.
enum Right {
  /// Look at everything but secrets.
  READ,
  /// Register devices and images, order upgrades, act on them.
  OPERATE,
  /// Answer for a check whose answer is unknown.
  WAIVE,
  /// Approve what somebody else planned.
  APPROVE,
  /// Logins and keys.
  ADMINISTER;

  static Set<Right> of(Role role) {
    return switch (role) {
      case VIEWER -> EnumSet.of(READ);
      case OPERATOR -> EnumSet.of(READ, OPERATE);
      case APPROVER -> EnumSet.of(READ, WAIVE, APPROVE);
      case ADMIN -> EnumSet.allOf(Right.class);
    };
  }
}
