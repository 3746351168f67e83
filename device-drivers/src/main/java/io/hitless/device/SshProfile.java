package io.hitless.device;

/// Which algorithms a device may be met with. `LEGACY` also allows what IOS XE 16 offers: SHA-1 key
/// exchange, `ssh-rsa`, CBC.
public enum SshProfile {
  MODERN,
  LEGACY
}
