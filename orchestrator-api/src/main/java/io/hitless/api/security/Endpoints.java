package io.hitless.api.security;

import io.hitless.access.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Which right each endpoint asks for, as `access/endpoints.txt` declares it.
public final class Endpoints {
  private static final String FILE = "access/endpoints.txt";

  private final List<Endpoint> declared;
  private final Map<String, Right> rights = new HashMap<>();

  private Endpoints(List<Endpoint> declared) {
    this.declared =
        declared.stream()
            .sorted(Comparator.comparing(Endpoint::path, PathPattern.SPECIFICITY_COMPARATOR))
            .toList();
    for (Endpoint it : declared) {
      if (rights.put(it.method() + " " + it.path(), it.right()) != null) {
        throw new IllegalStateException(FILE + " declares twice: " + it);
      }
    }
  }

  /// @param path as its controller maps it
  public record Endpoint(String method, PathPattern path, Right right) {}

  static Endpoints read() {
    try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new Endpoints(
          text.lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Endpoints::endpoint)
              .toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Endpoint endpoint(String line) {
    String[] words = line.strip().split(" +", -1);
    if (words.length != 3) {
      throw new IllegalStateException(FILE + ": not a method, a path and a right: " + line);
    }
    return new Endpoint(
        words[0], PathPatternParser.defaultInstance.parse(words[1]), Right.valueOf(words[2]));
  }

  public List<Endpoint> all() {
    return declared;
  }

  /// What the endpoint mapped as `path` asks for; empty when nobody said so.
  public Optional<Right> of(String method, String path) {
    return Optional.ofNullable(rights.get(asGet(method) + " " + path));
  }

  /// What the endpoint that this request is for asks for.
  Optional<Right> of(HttpServletRequest request) {
    PathContainer path = PathContainer.parsePath(request.getServletPath());
    String method = asGet(request.getMethod());
    return declared.stream()
        .filter(it -> it.method().equals(method) && it.path().matches(path))
        .map(Endpoint::right)
        .findFirst();
  }

  private static String asGet(String method) {
    return method.equals("HEAD") ? "GET" : method;
  }
}
