package io.hitless.image;

import io.hitless.device.facts.SoftwareVersion;
import java.time.Instant;
import java.util.Optional;

/// One software image that devices may be upgraded to.
///
/// @param filename its name on every flash, checked by [io.hitless.device] grammar
/// @param platform family it was built for (`CAT9K`, `CAT3K`)
/// @param sizeBytes exact size of the file
/// @param md5 lower-case hexadecimal, when known
/// @param sha512 lower-case hexadecimal, when known
/// @param rowVersion grows with every change; the resource's ETag
public record Image(
    ImageId id,
    String filename,
    String platform,
    SoftwareVersion version,
    long sizeBytes,
    Optional<String> md5,
    Optional<String> sha512,
    Status status,
    Source source,
    long rowVersion,
    Instant createdAt,
    Instant updatedAt) {

  /// Whether it may be used: in the lab only, everywhere, or nowhere any more.
  public enum Status {
    LAB,
    APPROVED,
    RECALLED
  }

  /// How it gets onto a switch.
  public sealed interface Source {

    /// An operator put it on the flash; it is only verified.
    record OnDevice() implements Source {}

    /// The switch copies it from `url`.
    ///
    /// @param vrf the switch's routing table that leads there, where it isn't the global one
    /// @param credential what logs in to the file server, by its name in the vault
    record Pull(String url, Optional<String> vrf, Optional<String> credential) implements Source {
      public Pull(String url) {
        this(url, Optional.empty(), Optional.empty());
      }
    }

    /// The service sends its uploaded content.
    record Push() implements Source {}
  }
}
