package io.hitless.device.facts;

/// A digest that the device computed of a file, in lower-case hexadecimal.
public record FileHash(String path, Algorithm algorithm, String hex) {

  /// The two that `verify` offers.
  public enum Algorithm {
    MD5,
    SHA512
  }
}
