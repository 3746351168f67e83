package io.hitless.device.cli;

/// Where on the command line we are.
public enum Mode {
  /// `NAME>`
  USER,
  /// `NAME#`
  PRIVILEGED,
  /// `NAME(config)#`
  CONFIGURATION
}
