package io.hitless.access;

import static io.hitless.access.Right.ABORT;
import static io.hitless.access.Right.APPROVE;
import static io.hitless.access.Right.AUDIT;
import static io.hitless.access.Right.CLEAR;
import static io.hitless.access.Right.COMMIT;
import static io.hitless.access.Right.OPERATE;
import static io.hitless.access.Right.READ;
import static io.hitless.access.Right.TAKE_OVER;
import static io.hitless.access.Right.WAIVE;

import java.util.EnumSet;
import java.util.Set;

/// What a caller may do, as published: look; run upgrades; approve them; everything.
public enum Role {
  VIEWER(EnumSet.of(READ)),
  OPERATOR(EnumSet.of(READ, OPERATE, COMMIT, ABORT, CLEAR, TAKE_OVER)),
  APPROVER(EnumSet.of(READ, WAIVE, APPROVE, AUDIT)),
  ADMIN(EnumSet.allOf(Right.class));

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final Set<Right> rights;

  Role(Set<Right> rights) {
    this.rights = Set.copyOf(rights);
  }

  /// What it brings.
  public Set<Right> rights() {
    return rights;
  }
}
