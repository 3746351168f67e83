package io.hitless.api.wiring;

import io.hitless.db.Seal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the keys come from that seal stored credentials.
final class MasterKey {
  private static final String FILE = "master.key";

  private MasterKey() {}

  /// The given keys; else, with a database of our own, those kept beside it, the first made the
  /// first time. The current one comes first.
  ///
  /// @param older keys that were current before
  /// @param beside the data directory, absent with an external database: a key made there would
  ///   differ from replica to replica
  /// @throws IllegalStateException when none is given for an external database
  static List<String> of(Optional<String> given, List<String> older, Optional<Path> beside) {
    List<String> all = new ArrayList<>();
    if (given.isPresent()) {
      all.add(given.get());
    } else {
      Path folder =
          beside.orElseThrow(() ->
              new IllegalStateException(
                  "HITLESS_MASTER_KEY is required with an external database: base64 of 32 random"
                      + " bytes (openssl rand -base64 32), the same on every replica"));
      all.addAll(kept(folder));
    }
    all.addAll(older);
    return all;
  }

  /// @throws IllegalStateException naming the variable whose value is no key, and not the value
  static Seal seal(List<String> keys) {
    try {
      return Seal.with(keys.getFirst(), keys.subList(1, keys.size()));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalStateException(
          wrong.getMessage()
              + ": HITLESS_MASTER_KEY is base64 of 32 random bytes (openssl rand -base64 32), and"
              + " HITLESS_OLDER_MASTER_KEYS are such keys with commas between them",
          wrong);
    }
  }

  /// Puts a new key before those that are kept in a data directory; it is current from the next
  /// start on.
  static void replace(Path folder) throws IOException {
    List<String> keys = new ArrayList<>(lines(folder));
    keys.addFirst(Seal.newMasterKey());
    write(folder, keys);
  }

  /// Forgets the older keys of a data directory.
  static void forgetOlder(Path folder) throws IOException {
    write(folder, lines(folder).subList(0, 1));
  }

  static boolean isKept(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  private static List<String> kept(Path folder) {
    try {
      if (!isKept(folder)) {
        Files.createDirectories(folder.toAbsolutePath());
        write(folder, List.of(Seal.newMasterKey()));
      }
      return lines(folder);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the master key can not be kept", unreadable);
    }
  }

  private static List<String> lines(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(FILE)).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static void write(Path folder, List<String> keys) throws IOException {
    Path unfinished = folder.resolve(FILE + ".new");
    Files.deleteIfExists(unfinished);
    // Nobody else can read it from its first moment.
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(unfinished, keys);
    Files.move(
        unfinished,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
