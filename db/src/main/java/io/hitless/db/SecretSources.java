package io.hitless.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where secrets that we don't keep may be read from, at each use: files under one directory (a
/// mounted Kubernetes secret) and environment variables of one prefix. Nothing else: whoever may
/// register a credential must not learn our other files and variables by sending them to a device.
///
/// @param directory the only one that files are read from; none when absent
/// @param prefix that variables must begin with
/// @param environment looks a variable up
public record SecretSources(
    Optional<Path> directory, String prefix, Function<String, @Nullable String> environment) {
  private static final String PREFIX = "HITLESS_SECRET_";
  private static final long LARGEST_BYTES = 64 * 1024;

  /// Variables named `HITLESS_SECRET_…` of this process, and files under `directory`.
  public static SecretSources under(Optional<Path> directory) {
    return new SecretSources(directory, PREFIX, System::getenv);
  }

  String variable(String name) {
    if (!name.startsWith(prefix)) {
      throw new Unreadable("the variable " + name + " doesn't begin with " + prefix);
    }
    String value = environment.apply(name);
    if (value == null || value.isEmpty()) {
      throw new Unreadable("the variable " + name + " is not set");
    }
    return value;
  }

  /// The file's text without the line end that editors leave.
  String file(String reference) {
    Path root =
        directory.orElseThrow(() -> new Unreadable("no directory for secrets is configured"));
    try {
      // Real paths, so that no link leads out; Kubernetes' own links stay inside.
      Path file = root.resolve(reference).toRealPath();
      if (!file.startsWith(root.toRealPath())) {
        throw new Unreadable("the file " + reference + " is outside the directory for secrets");
      }
      if (Files.size(file) > LARGEST_BYTES) {
        throw new Unreadable("the file " + reference + " is larger than 64 KiB");
      }
      String text = Files.readString(file);
      String secret = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      return secret.endsWith("\r") ? secret.substring(0, secret.length() - 1) : secret;
    } catch (IOException unreadable) {
      throw new Unreadable("the file " + reference + " can not be read");
    }
  }

  /// A secret that is not where it should be.
  static final class Unreadable extends RuntimeException {
    Unreadable(String why) {
      super(why);
    }
  }
}
