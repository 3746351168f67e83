package io.hitless.api.testing;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the service answered.
public record Answer(HttpResponse<String> response) {
  private static final JsonMapper JSON = JsonMapper.shared();

  public int status() {
    return response.statusCode();
  }

  public String body() {
    return response.body();
  }

  public JsonNode json() {
    return JSON.readTree(response.body());
  }

  public String text(String pointer) {
    return json().at(pointer).asString();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public String code() {
    return text("/code");
  }

  public List<String> pointers() {
    return all("/violations", "pointer");
  }

  public List<String> violationCodes() {
    return all("/violations", "code");
  }

  public List<String> all(String list, String field) {
    return StreamSupport.stream(json().at(list).spliterator(), false)
        .map(item -> item.path(field).asString())
        .toList();
  }
}
