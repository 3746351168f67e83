package io.hitless.terminal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/// A service that answers what it was told to, over real HTTP: each path its answers one after the
/// other, the last one for ever.
final class ScriptedService implements AutoCloseable {
  private record Scripted(int status, String body, boolean hangUp) {}

  /// What a command printed, and how it ended.
  record Ran(int code, String out, String err) {}

  private final HttpServer server;
  private final Map<String, Deque<Scripted>> answers = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  ScriptedService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /// @param request like `GET /jobs?limit=500`
  ScriptedService answering(String request, int status, String body) {
    return script(request, new Scripted(status, body, false));
  }

  /// Takes the request, and hangs up without an answer.
  ScriptedService hangingUp(String request) {
    return script(request, new Scripted(0, "", true));
  }

  private ScriptedService script(String request, Scripted answer) {
    answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /// `METHOD path?query [Last-Event-ID|Idempotency-Key] [If-Match] body` of each request.
  List<String> asked() {
    return asked;
  }

  Ran run(String... arguments) {
    return run(Map.of(), arguments);
  }

  Ran run(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("HITLESS_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    variables.putIfAbsent("HITLESS_API_KEY", "key-of-the-test");
    int code =
        HitlessCommand.run(
            new Surroundings(
                variables,
                Path.of("target", "nobody"),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                0),
            arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request =
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI().toString().replaceFirst("^/api/v1", "");
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(
          "%s %s%s"
              .formatted(
                  request, mark(exchange, "Last-Event-ID", "Idempotency-Key", "If-Match"), body)
              .strip());
      Scripted next = next(request);
      if (next.hangUp()) {
        return;
      }
      boolean stream = request.startsWith("GET /events");
      exchange
          .getResponseHeaders()
          .set("Content-Type", stream ? "text/event-stream" : "application/json");
      byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(next.status(), stream ? 0 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  private synchronized Scripted next(String request) {
    Deque<Scripted> scripted = answers.get(request);
    if (scripted == null) {
      return new Scripted(
          404,
          "{\"title\":\"There is no such thing\",\"status\":404,\"code\":\"not-found\"}",
          false);
    }
    return scripted.size() > 1 ? scripted.removeFirst() : scripted.getFirst();
  }

  private static String mark(HttpExchange exchange, String... headers) {
    StringBuilder found = new StringBuilder();
    for (String header : headers) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        found.append('[').append(value).append("] ");
      }
    }
    return found.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
