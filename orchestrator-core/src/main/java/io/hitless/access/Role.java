package io.hitless.access;

/// What a caller may do, as published: look; run upgrades; approve them; everything.
public enum Role {
  VIEWER,
  OPERATOR,
  APPROVER,
  ADMIN
}
