package io.hitless.api.security;

import io.hitless.access.Caller;
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
  private final Map<String, Endpoint> byMapping = new HashMap<>();

  private Endpoints(List<Endpoint> declared) {
    this.declared =
        declared.stream()
            .sorted(Comparator.comparing(Endpoint::path, PathPattern.SPECIFICITY_COMPARATOR))
            .toList();
    for (Endpoint it : declared) {
      if (byMapping.put(it.method() + " " + it.path(), it) != null) {
        throw new IllegalStateException(FILE + " declares twice: " + it);
      }
    }
  }

  /// @param path as its controller maps it
  /// @param house whether it concerns everybody's devices, so that nobody with a scope may do it
  public record Endpoint(String method, PathPattern path, Right right, boolean house) {
    boolean open(Caller caller) {
      return caller.may(right) && (!house || caller.scope().everything());
    }
  }

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
    boolean house = words.length == 4 && words[3].equals("house");
    if (words.length != 3 && !house) {
      throw new IllegalStateException(FILE + ": not a method, a path and a right: " + line);
    }
    return new Endpoint(
        words[0],
        PathPatternParser.defaultInstance.parse(words[1]),
        Right.valueOf(words[2]),
        house);
  }

  public List<Endpoint> all() {
    return declared;
  }

  /// What is declared of the endpoint mapped as `path`; empty when nobody declared anything.
  public Optional<Endpoint> of(String method, String path) {
    return Optional.ofNullable(byMapping.get(asGet(method) + " " + path));
  }

  /// What is declared of the endpoint that this request is for.
  Optional<Endpoint> of(HttpServletRequest request) {
    PathContainer path = PathContainer.parsePath(request.getServletPath());
    String method = asGet(request.getMethod());
    return declared.stream()
        .filter(it -> it.method().equals(method) && it.path().matches(path))
        .findFirst();
  }

  private static String asGet(String method) {
    return method.equals("HEAD") ? "GET" : method;
  }
}
