package io.hitless.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The REST API under `/api/v1`.
final class Service {
  private static final String API = "/api/v1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAGE = 500;

  private final Settings settings;
  private final HttpClient http;

  Service(Settings settings) {
    this.settings = settings;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1);
    settings.authority().map(Trust::in).ifPresent(client::sslContext);
    this.http = client.build();
  }

  JsonNode get(String path) {
    return json(send(request(path).GET().build()));
  }

  /// All items of a list, page by page, at most `most`.
  List<JsonNode> list(String path, Map<String, String> filters, int most) {
    List<JsonNode> items = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Map<String, String> asked = new java.util.LinkedHashMap<>(filters);
      asked.put("limit", String.valueOf(Math.min(PAGE, most - items.size())));
      cursor.ifPresent(it -> asked.put("cursor", it));
      JsonNode page = get(path + query(asked));
      page.path("items").forEach(items::add);
      cursor = Optional.of(Json.text(page, "/nextCursor")).filter(it -> !it.isEmpty());
    } while (cursor.isPresent() && items.size() < most);
    return items;
  }

  JsonNode post(String path, Object body) {
    return post(path, body, UUID.randomUUID().toString());
  }

  /// Asks twice where the first answer was lost on its way: the key makes sure that it is done
  /// once.
  ///
  /// @param headers name, value, name, value …
  JsonNode post(String path, Object body, String idempotencyKey, String... headers) {
    HttpRequest.Builder asked =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(Json.line(body)));
    if (headers.length > 0) {
      asked.headers(headers);
    }
    HttpRequest request = asked.build();
    try {
      return json(send(request));
    } catch (Unreachable lost) {
      if (lost.getCause() instanceof ConnectException || lost.getCause() instanceof SSLException) {
        throw lost;
      }
      return json(send(request));
    }
  }

  JsonNode send(String path, String contentType, BodyPublisher body) {
    return json(
        send(
            request(path)
                .header("Content-Type", contentType)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(body)
                .build()));
  }

  /// A body of any size, to be read as it comes, and closed.
  ///
  /// @param headers name, value, name, value …
  InputStream open(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<InputStream> answer = send(request.GET().build());
    refuse(answer);
    return answer.body();
  }

  static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(it -> it.getKey() + "=" + segment(it.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /// A value as a part of a path or query.
  static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(settings.url() + API + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + settings.key());
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException broken) {
      throw new Unreachable(
          "no answer from %s: %s".formatted(settings.url(), reason(broken)), broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Unreachable("stopped while waiting for " + settings.url(), stopped);
    }
  }

  private static String reason(IOException broken) {
    String message = broken.getMessage();
    return broken instanceof ConnectException && message == null
        ? "nobody listens there"
        : message == null ? broken.getClass().getSimpleName() : message;
  }

  private JsonNode json(HttpResponse<InputStream> answer) {
    refuse(answer);
    try (InputStream body = answer.body()) {
      return Json.MAPPER.readTree(body);
    } catch (IOException | JacksonException broken) {
      throw new Unreachable("the answer of %s broke off".formatted(settings.url()), broken);
    }
  }

  private void refuse(HttpResponse<InputStream> answer) {
    if (answer.statusCode() < 400) {
      return;
    }
    try (InputStream body = answer.body()) {
      throw new Refused(answer.statusCode(), Json.MAPPER.readTree(body));
    } catch (IOException | JacksonException broken) {
      throw new Unreachable(
          "%s answered %d, and not as Hitless does: is that its address?"
              .formatted(settings.url(), answer.statusCode()),
          broken);
    }
  }
}
