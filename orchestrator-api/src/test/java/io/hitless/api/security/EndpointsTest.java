package io.hitless.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.access.Right;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// What the service serves, against what `access/endpoints.txt` declares.
@ServiceTest
class EndpointsTest {
  @LocalServerPort int port;
  @Autowired Endpoints endpoints;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  private TreeSet<String> served() {
    var served = new TreeSet<String>();
    mappings
        .getHandlerMethods()
        .forEach((mapping, _) ->
            mapping.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .forEach(path -> {
                  var methods = mapping.getMethodsCondition().getMethods();
                  assertThat(methods).as(path + " answers any method").isNotEmpty();
                  methods.forEach(method -> served.add(method + " " + path));
                }));
    return served;
  }

  @Test
  void every_endpoint_has_a_right_and_every_right_an_endpoint() {
    var declared = new TreeSet<String>();
    endpoints.all().stream()
        .filter(it -> it.path().getPatternString().startsWith("/api/"))
        .forEach(it -> declared.add(it.method() + " " + it.path()));

    assertThat(served()).as("declare a new endpoint in access/endpoints.txt").isEqualTo(declared);
  }

  @Test
  void the_document_says_what_each_operation_asks_for() {
    var said = new TreeMap<String, String>();
    JsonNode paths = caller.get("/v3/api-docs").json().at("/paths");
    for (String path : paths.propertyNames()) {
      for (String verb : paths.get(path).propertyNames()) {
        JsonNode operation = paths.get(path).get(verb);
        String right = operation.at("/x-required-right").asString();
        said.put(verb.toUpperCase(java.util.Locale.ROOT) + " " + path, right);
        assertThat(operation.at("/description").asString())
            .contains("Needs the right `" + right + "`", "ADMIN");
      }
    }
    var declared = new TreeMap<String, String>();
    endpoints.all().stream()
        .filter(it -> it.path().getPatternString().startsWith("/api/"))
        .forEach(it -> declared.put(it.method() + " " + it.path(), it.right().name()));

    assertThat(said).isEqualTo(declared);
    assertThat(said.values()).contains(Right.TAKE_OVER.name());
  }

  @Test
  void an_endpoint_that_nobody_declared_is_nobodys() {
    assertThat(endpoints.of("POST", "/api/v1/jobs/{id}/explode")).isEmpty();
    var refusal = DeclaredOnly.refusal(Optional.empty(), Optional.empty());

    assertThat(refusal.code().status()).isEqualTo(403);
  }

  @Test
  void a_path_written_otherwise_is_the_same_path_or_none() {
    for (String path :
        new String[] {
          "/api/v1/credentials/", "/api/v1//credentials", "/api/v1/credentials;x=y",
          "/api/v1/%63redentials/x", "/api/v1/./credentials/x", "/api/v1/jobs/..;/credentials/x"
        }) {
      var answer = caller.stranger().send("DELETE", path, null);

      assertThat(answer.status()).as(path).isIn(400, 401);
    }
  }
}
