package io.hitless.device.facts;

/// How the units of one device belong together; only the first two have a second brain to upgrade
/// hitlessly.
public enum Topology {
  STACKWISE_VIRTUAL,
  DUAL_SUPERVISOR,
  STANDALONE,
  STACK
}
