package io.hitless.device;

/// What to do with a host key that is not pinned: refuse, or take the first one ever seen (never a
/// second).
public enum HostKeyPolicy {
  PINNED,
  TRUST_ON_FIRST_USE
}
