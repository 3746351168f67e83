package io.hitless.terminal;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// Which service is spoken to, and as whom. What the command line says counts more than the
/// environment, and that more than the settings file.
///
/// @param url of the service, without `/api/v1`
/// @param key an API key or an access token
/// @param authority PEM file of who vouches for the service's certificate, where that is not one of
///   Java's own
record Settings(URI url, String key, Optional<Path> authority) {
  static final String DEFAULT_URL = "http://localhost:8080";

  /// What the command line says.
  record Given(Optional<String> url, Optional<Path> keyFile, Optional<Path> authority) {}

  static Settings of(Given given, Surroundings surroundings) {
    Map<String, String> environment = surroundings.variables();
    Path file = file(surroundings);
    Properties kept = read(file);
    String url =
        given
            .url()
            .or(() -> value(environment.get("HITLESS_URL")))
            .or(() -> value(kept.getProperty("url")))
            .orElse(DEFAULT_URL);
    String key =
        given
            .keyFile()
            .map(Settings::firstLine)
            .or(() -> value(environment.get("HITLESS_API_KEY")))
            .or(() ->
                value(environment.get("HITLESS_API_KEY_FILE"))
                    .map(Path::of)
                    .map(Settings::firstLine))
            .or(() -> value(kept.getProperty("key")).map(found -> guarded(file, found)))
            .or(() -> value(kept.getProperty("key-file")).map(Path::of).map(Settings::firstLine))
            .orElseThrow(() ->
                new WrongSettings(
                    "no API key: set HITLESS_API_KEY, give --key-file FILE, or write key-file=FILE"
                        + " into "
                        + file));
    Optional<Path> authority =
        given
            .authority()
            .or(() -> value(environment.get("HITLESS_CA")).map(Path::of))
            .or(() -> value(kept.getProperty("ca")).map(Path::of));
    return new Settings(service(url), key, authority);
  }

  private static Path file(Surroundings surroundings) {
    return value(surroundings.variables().get("HITLESS_CONFIG"))
        .map(Path::of)
        .orElseGet(() ->
            value(surroundings.variables().get("XDG_CONFIG_HOME"))
                .map(Path::of)
                .orElse(surroundings.home().resolve(".config"))
                .resolve("hitless")
                .resolve("config"));
  }

  private static Properties read(Path file) {
    Properties kept = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        kept.load(reader);
      } catch (IOException | IllegalArgumentException unreadable) {
        throw new WrongSettings(file + " can't be read: " + unreadable.getMessage());
      }
    }
    return kept;
  }

  /// A key that others on the machine can read is no secret any more.
  private static String guarded(Path file, String key) {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      if (rights.contains(PosixFilePermission.GROUP_READ)
          || rights.contains(PosixFilePermission.OTHERS_READ)) {
        throw new WrongSettings(file + " holds a key and can be read by others: chmod 600 " + file);
      }
    } catch (UnsupportedOperationException _) {
      // A file system without such rights.
    } catch (IOException unreadable) {
      throw new WrongSettings(file + " can't be read: " + unreadable.getMessage());
    }
    return key;
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().map(String::strip).orElse("");
    } catch (IOException unreadable) {
      throw new WrongSettings("the key file " + file + " can't be read");
    }
  }

  private static URI service(String url) {
    try {
      URI service = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      if (("http".equals(service.getScheme()) || "https".equals(service.getScheme()))
          && service.getHost() != null) {
        return service;
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw new WrongSettings("no URL of a service: " + url + " (like https://hitless.example.net)");
  }

  private static Optional<String> value(@org.jspecify.annotations.Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(it -> !it.isEmpty());
  }
}
