package io.hitless.job;

/// How many upgrades may have a device between two releases at the same time, over all replicas.
/// Devices without a site share what is allowed to one.
public record UpgradeCaps(int everywhere, int perSite) {
  /// Nothing is limited.
  public static final UpgradeCaps NONE = new UpgradeCaps(Integer.MAX_VALUE, Integer.MAX_VALUE);

  public UpgradeCaps {
    if (everywhere < 1 || perSite < 1) {
      throw new IllegalArgumentException("a cap of nothing would hold a job for ever");
    }
  }
}
