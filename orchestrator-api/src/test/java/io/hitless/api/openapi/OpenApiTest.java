package io.hitless.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ServiceTest
class OpenApiTest {
  @LocalServerPort int port;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  Caller caller;
  JsonNode document;

  @BeforeEach
  void read() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
    document = caller.get("/v3/api-docs").json();
  }

  @Test
  void the_document_is_open_api_3_1_and_has_a_page() {
    assertThat(document.at("/openapi").asString()).startsWith("3.1.");
    assertThat(caller.get("/swagger-ui.html").status()).isEqualTo(302);
    assertThat(caller.get("/swagger-ui/index.html").body()).contains("swagger-ui");
  }

  @Test
  void every_endpoint_is_in_the_document() {
    var served = new TreeSet<String>();
    mappings
        .getHandlerMethods()
        .forEach((mapping, method) -> {
          if (method.getBeanType().getPackageName().startsWith("io.hitless.api")) {
            mapping.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .forEach(path ->
                    mapping
                        .getMethodsCondition()
                        .getMethods()
                        .forEach(verb -> served.add(verb + " " + path)));
          }
        });

    assertThat(served).hasSizeGreaterThan(20);
    assertThat(operations()).isEqualTo(served);
  }

  private Set<String> operations() {
    var all = new TreeSet<String>();
    for (String path : document.at("/paths").propertyNames()) {
      for (String verb : document.at("/paths").get(path).propertyNames()) {
        all.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path);
      }
    }
    return all;
  }

  private List<JsonNode> details() {
    var all = new ArrayList<JsonNode>();
    document.at("/paths").values().forEach(path -> all.addAll(path.values()));
    return all;
  }

  @Test
  void every_operation_has_a_name_of_its_own_a_summary_and_its_problems() {
    var names = new HashSet<String>();
    for (JsonNode operation : details()) {
      String name = operation.at("/operationId").asString();
      assertThat(names.add(name)).as(name).isTrue();
      assertThat(operation.at("/summary").asString()).as(name).isNotEmpty();
      for (String status : List.of("400", "401", "403", "503")) {
        assertThat(
                operation
                    .at("/responses/" + status + "/content/application~1problem+json/schema/$ref")
                    .asString())
            .as(name + " " + status)
            .isEqualTo("#/components/schemas/Problem");
      }
      Set<String> parameters = new HashSet<>();
      operation
          .path("parameters")
          .values()
          .forEach(it -> assertThat(parameters.add(it.at("/name").asString())).as(name).isTrue());
    }
  }

  @Test
  void what_only_some_operations_answer_is_in_the_document_too() {
    JsonNode create = document.at("/paths/~1api~1v1~1devices/post/responses");
    assertThat(create.propertyNames()).contains("200", "201", "406");
    assertThat(create.at("/201/headers").propertyNames()).contains("Location");
    assertThat(document.at("/paths/~1api~1v1~1events/get/responses").propertyNames())
        .contains("404");
  }

  @Test
  void everything_that_is_referred_to_is_there() {
    var missing = new TreeSet<String>();
    document.findValuesAsString("$ref").stream()
        .map(ref -> ref.substring(1))
        .filter(pointer -> document.at(pointer).isMissingNode())
        .forEach(missing::add);

    assertThat(missing).isEmpty();
    assertThat(document.at("/components/securitySchemes/apiKey/scheme").asString())
        .isEqualTo("bearer");
    assertThat(document.at("/security/0/apiKey").isArray()).isTrue();
  }

  @Test
  void secrets_are_write_only() {
    for (String secret : List.of("password", "enableSecret", "privateKey")) {
      assertThat(
              document
                  .at("/components/schemas/CredentialForm/properties/" + secret + "/writeOnly")
                  .booleanValue())
          .isTrue();
    }
  }

  @Test
  void what_is_answered_has_the_fields_that_the_document_says() {
    String device = caller.device();
    String job = caller.job(device);

    matches(caller.get("/api/v1/devices/" + device), "Device");
    matches(caller.get("/api/v1/devices"), "DeviceList");
    matches(caller.get("/api/v1/jobs/" + job), "Job");
    matches(caller.get("/api/v1/jobs/" + job + "/plan"), "Plan");
    matches(caller.get("/api/v1/jobs/" + job + "/events"), "EventList");
    matches(caller.get("/api/v1/images/" + caller.image()), "Image");
    matches(caller.get("/api/v1/credentials/" + caller.credential()), "Credential");
    matches(
        caller.post("/api/v1/api-keys", Map.of("name", Caller.unique("k"), "role", "VIEWER")),
        "ApiKey");
    matches(caller.get("/api/v1/api-keys"), "ApiKeyList");
    matches(caller.post("/api/v1/devices/" + device + "/readiness", Map.of()), "ReadinessRun");
    matches(
        caller.post(
            "/api/v1/readiness-runs", Map.of("targets", Map.of("devices", List.of(device)))),
        "ReadinessRun");
    matches(caller.get("/api/v1/readiness-runs"), "ReadinessRunList");
    matches(
        caller.post(
            "/api/v1/devices/" + device + "/waivers",
            Map.of("check", "upgrade-path", "reason", "seen")),
        "Waiver");
    matches(caller.get("/api/v1/devices/" + device + "/waivers"), "WaiverList");
    matches(caller.post("/api/v1/devices/import", List.of(Map.of())), "ImportReport");
  }

  private void matches(Answer answer, String name) {
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    matches(answer.json(), schema(name), name);
  }

  private JsonNode schema(String name) {
    JsonNode schema = document.at("/components/schemas/" + name);
    assertThat(schema.isMissingNode()).as(name).isFalse();
    return schema;
  }

  /// The part of JSON Schema that our own documents use.
  private void matches(JsonNode value, JsonNode schema, String at) {
    if (schema.has("$ref")) {
      matches(value, document.at(schema.get("$ref").asString().substring(1)), at);
    } else if (schema.has("oneOf")) {
      if (!value.isNull()) {
        matches(value, schema.at("/oneOf/0"), at);
      }
    } else {
      assertThat(types(schema)).as(at).contains(type(value));
      if (value.isObject() && schema.has("properties")) {
        assertThat(new TreeSet<>(value.propertyNames()))
            .as(at)
            .isEqualTo(new TreeSet<>(schema.get("properties").propertyNames()));
        value
            .propertyNames()
            .forEach(field ->
                matches(value.get(field), schema.get("properties").get(field), at + "/" + field));
      } else if (value.isArray()) {
        value.values().forEach(item -> matches(item, schema.get("items"), at + "/-"));
      } else if (schema.has("enum")) {
        assertThat(schema.get("enum").values()).as(at).contains(value);
      }
    }
  }

  private static Set<String> types(JsonNode schema) {
    var types = new HashSet<String>();
    JsonNode type = schema.path("type");
    if (type.isString()) {
      types.add(type.asString());
    }
    type.values().forEach(it -> types.add(it.asString()));
    return types;
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case STRING, BINARY -> "string";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case BOOLEAN -> "boolean";
      case NULL, MISSING -> "null";
    };
  }

  @Test
  void every_example_is_taken_as_it_stands() {
    ObjectNode credential = example("CredentialForm");
    String name = Caller.unique("noc");
    credential.put("name", name);
    Caller.created(caller.post("/api/v1/credentials", credential));
    ObjectNode device = example("DeviceForm");
    device.put("name", Caller.unique("core"));
    device.put("credential", name);
    String deviceId = Caller.created(caller.post("/api/v1/devices", device));
    assertThat(caller.post("/api/v1/api-keys?validateOnly=true", example("ApiKeyForm")).status())
        .isEqualTo(200);
    ObjectNode image = example("ImageForm");
    assertThat(caller.post("/api/v1/images?validateOnly=true", image).status()).isEqualTo(200);
    assertThat(
            caller
                .post("/api/v1/devices/" + deviceId + "/readiness", example("ReadinessForm"))
                .status())
        .isEqualTo(202);
    assertThat(
            caller
                .post(
                    "/api/v1/devices/" + deviceId + "/waivers?validateOnly=true",
                    example("WaiverForm"))
                .status())
        .isEqualTo(200);
    assertThat(
            caller
                .post("/api/v1/readiness-runs?validateOnly=true", example("FleetReadinessForm"))
                .status())
        .isEqualTo(200);
    ObjectNode job = example("JobForm");
    job.put("device", deviceId);
    job.put("image", caller.image());
    String jobId = Caller.created(caller.post("/api/v1/jobs", job));
    assertThat(caller.post("/api/v1/jobs/" + jobId + "/cancel", example("ActionForm")).status())
        .isEqualTo(202);
  }

  private ObjectNode example(String form) {
    JsonNode example = document.at("/components/schemas/" + form + "/example");
    assertThat(example.isObject()).as(form).isTrue();
    return (ObjectNode) example.deepCopy();
  }
}
