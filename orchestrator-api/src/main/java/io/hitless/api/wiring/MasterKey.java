package io.hitless.api.wiring;

import io.hitless.db.Seal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Where the key comes from that seals stored credentials.
final class MasterKey {
  private MasterKey() {}

  /// The given key; else, with a database of our own, the one kept beside it, made the first time.
  ///
  /// @param beside the data directory, absent with an external database: a key made there would
  ///   differ from replica to replica
  /// @throws IllegalStateException when none is given for an external database
  static String of(Optional<String> given, Optional<Path> beside) {
    if (given.isPresent()) {
      return given.get();
    }
    Path folder =
        beside.orElseThrow(() ->
            new IllegalStateException(
                "HITLESS_MASTER_KEY is required with an external database: base64 of 32 random"
                    + " bytes (openssl rand -base64 32), the same on every replica"));
    try {
      return kept(folder.resolve("master.key"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the master key can not be kept", unreadable);
    }
  }

  private static String kept(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path unfinished = file.resolveSibling("master.key.new");
      Files.deleteIfExists(unfinished);
      // Nobody else can read it from its first moment.
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(unfinished, Seal.newMasterKey() + "\n");
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }
}
