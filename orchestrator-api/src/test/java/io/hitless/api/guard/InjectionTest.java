package io.hitless.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.Hitless;
import io.hitless.api.body.Grammar;
import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.EventReader;
import io.hitless.api.testing.FreshFolder;
import io.hitless.api.testing.ServiceTest;
import io.hitless.device.command.Phrase;
import io.hitless.device.command.Slot;
import io.hitless.device.sim.CommandRecord;
import io.hitless.device.sim.ImageCatalogue;
import io.hitless.device.sim.SimulatedSwitch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Some four hundred strings that mean harm, in every string field that the OpenAPI document names;
/// the judge is what a switch was sent. By default each field gets a quarter of them; all with
/// `-Dhitless.injection=all`.
@SpringBootTest(
    classes = Hitless.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hitless.bootstrap-api-key=" + ServiceTest.KEY,
      "hitless.timescale=0.01",
      "hitless.rate.caller=1000000",
      "hitless.stream.heartbeat=PT0.2S"
    })
@ActiveProfiles("lab")
@ContextConfiguration(initializers = FreshFolder.class)
@DirtiesContext
@Timeout(900)
class InjectionTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Text of people, and secrets: kept, shown, and part of no command.
  private static final Set<Grammar> FREE =
      EnumSet.of(Grammar.SENTENCE, Grammar.LABEL, Grammar.SECRET, Grammar.USERNAME);

  /// What becomes part of a command or is connected to: not one of the strings may pass.
  private static final Set<Grammar> STRICT =
      EnumSet.of(Grammar.FILENAME, Grammar.URL, Grammar.ADDRESS);

  /// Does no harm anywhere; some of the strings are only wrong as an address.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/#-]*");

  @LocalServerPort int port;
  Caller caller;
  JsonNode document;

  /// Where one string goes in a body.
  record Leaf(List<String> path, JsonNode schema) {
    String pointer() {
      return path.stream()
          .map(step -> step.equals("[]") ? "0" : step)
          .collect(Collectors.joining("/", "/", ""));
    }

    Optional<Grammar> grammar() {
      String pattern = schema.path("pattern").asString("");
      int longest = schema.path("maxLength").intValue(-1);
      return Arrays.stream(Grammar.values())
          .filter(it -> it.pattern().orElse("").equals(pattern) && it.longest() == longest)
          .findFirst();
    }
  }

  record Operation(String method, String path, boolean list, List<Leaf> leaves) {}

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
    document = caller.get("/v3/api-docs").json();
  }

  @Test
  void no_string_of_the_corpus_reaches_a_switch() throws Exception {
    List<String> corpus = corpus();
    assertThat(corpus).hasSizeGreaterThanOrEqualTo(300);
    List<Operation> operations = operations();
    assertThat(operations).hasSizeGreaterThan(10);
    assertThat(operations.stream().mapToInt(it -> it.leaves().size()).sum()).isGreaterThan(40);
    boolean all = "all".equals(System.getProperty("hitless.injection"));
    try (SimulatedSwitch device =
        SimulatedSwitch.builder().scale(0.01).username("issu").password("issu-password").start()) {
      String id = device(device, List.of(), "FRA");
      Map<String, String> ids = ids(id);
      Set<String> passed = new LinkedHashSet<>();
      List<String> faults = new ArrayList<>();
      for (int i = 0; i < corpus.size(); i++) {
        for (int j = 0; j < operations.size(); j++) {
          if (all || (i + j) % 4 == 0) {
            tryOut(operations.get(j), ids, corpus.get(i), passed, faults);
          }
        }
      }
      assertThat(faults).isEmpty();
      assertThat(device.commands()).as("nothing asked for a session so far").isEmpty();

      work(device, id, passed);

      List<Pattern> phrases = phrases();
      List<String> harmful =
          corpus.stream()
              .map(literal -> JSON.readTree(literal).asString())
              .filter(text -> text.length() > "flash:".length())
              .toList();
      assertThat(device.commands()).isNotEmpty();
      for (CommandRecord record : device.commands()) {
        if (!record.mode().equals("answer") && !record.mode().equals("password-prompt")) {
          assertThat(phrases)
              .as(record.line())
              .anyMatch(phrase -> phrase.matcher(record.line()).matches());
        }
        assertThat(harmful).noneMatch(record.line()::contains);
      }
    }
  }

  @Test
  void what_the_account_may_not_run_is_told_by_its_name_and_nothing_is_changed_to_find_out()
      throws Exception {
    try (SimulatedSwitch device =
        SimulatedSwitch.builder()
            .scale(0.01)
            .username("issu")
            .password("issu-password")
            .permitted("terminal .*", "(?!show install summary).*")
            .start()) {
      String id = device(device, List.of(), "FRA");
      Answer begun = caller.post("/api/v1/devices/" + id + "/authorization-check", Map.of());
      assertThat(begun.status()).as(begun.body()).isEqualTo(202);
      Answer run = caller.get(begun.header("Location"));
      try (var stream = new EventReader(caller, "/api/v1/events")) {
        while (run.text("/state").equals("RUNNING")) {
          var _ = stream.nextLine();
          run = caller.get(begun.header("Location"));
        }
      }

      assertThat(run.text("/kind")).isEqualTo("AUTHORIZATION");
      assertThat(run.text("/verdict")).as(run.body()).isEqualTo("NOT_READY");
      Map<String, JsonNode> checks =
          run.json().at("/checks").values().stream()
              .collect(Collectors.toMap(it -> it.at("/id").asString(), it -> it));
      assertThat(result(checks, "privilege")).isEqualTo("PASS");
      assertThat(result(checks, "may-show-version")).isEqualTo("PASS");
      assertThat(result(checks, "may-show-install-summary")).isEqualTo("FAIL");
      assertThat(checks.get("may-show-install-summary").at("/command").asString())
          .isEqualTo("show install summary");
      assertThat(checks.get("may-show-install-summary").at("/evidence/0").asString())
          .isEqualTo("Command authorization failed.");
      assertThat(result(checks, "may-install-commit")).isEqualTo("UNKNOWN");
      assertThat(device.commands()).isNotEmpty().noneMatch(CommandRecord::changing);
    }
  }

  private static String result(Map<String, JsonNode> checks, String id) {
    assertThat(checks).containsKey(id);
    return checks.get(id).at("/result").asString();
  }

  /// The same string in all fields of one body: every fault is told at once.
  private void tryOut(
      Operation operation,
      Map<String, String> ids,
      String literal,
      Set<String> passed,
      List<String> faults) {
    String path = operation.path();
    for (Map.Entry<String, String> id : ids.entrySet()) {
      path = path.replace(id.getKey(), id.getValue());
    }
    path = path.replaceAll("\\{\\w+}", UUID.randomUUID().toString());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    operation.leaves().forEach(leaf -> put(body, leaf.path(), "@@"));
    String json = JSON.writeValueAsString(body).replace("\"@@\"", literal);
    List<String> headers =
        new ArrayList<>(List.of("Idempotency-Key", UUID.randomUUID().toString()));
    String etag = operation.method().equals("POST") ? "" : caller.get(path).header("ETag");
    if (!etag.isEmpty()) {
      headers.addAll(List.of("If-Match", etag));
    }
    Answer answer =
        caller.json(
            operation.method(),
            path,
            operation.list() ? "[" + json + "]" : json,
            headers.toArray(String[]::new));
    String what = operation.method() + " " + operation.path() + " " + literal;
    if (answer.status() >= 500) {
      faults.add(answer.status() + " " + what);
      return;
    }
    if (answer.code().equals("malformed-json")) {
      return;
    }
    String text = JSON.readTree(literal).asString();
    List<String> pointers =
        operation.list() ? answer.all("/rows/0/violations", "pointer") : answer.pointers();
    for (Leaf leaf : operation.leaves()) {
      if (!pointers.contains(leaf.pointer())) {
        if (!mayPass(leaf, text)) {
          faults.add(answer.status() + " no fault at " + leaf.pointer() + ": " + what);
        }
        leaf.grammar().filter(FREE::contains).ifPresent(_ -> passed.add(text));
      }
    }
  }

  private static boolean mayPass(Leaf leaf, String text) {
    return leaf.grammar()
        .map(it ->
            it.fault(text).isEmpty()
                && (FREE.contains(it) || (!STRICT.contains(it) && PLAIN.matcher(text).matches())))
        .orElse(false);
  }

  /// What passed as text is used as text: in tags, a site, reasons; then the switch is looked at
  /// and an image is added to it.
  private void work(SimulatedSwitch device, String plain, Set<String> passed) throws Exception {
    List<String> labels =
        passed.stream().filter(it -> Grammar.LABEL.fault(it).isEmpty()).limit(15).toList();
    List<String> sentences =
        passed.stream().filter(it -> Grammar.SENTENCE.fault(it).isEmpty()).toList();
    assertThat(sentences).hasSizeGreaterThan(20);
    String etag = caller.get("/api/v1/devices/" + plain).header("ETag");
    assertThat(
            caller
                .patch(
                    "/api/v1/devices/" + plain,
                    labels.isEmpty() ? Map.of() : Map.of("tags", labels, "site", labels.getFirst()),
                    "If-Match",
                    etag)
                .status())
        .isEqualTo(200);
    for (String run : List.of("readiness", "authorization-check")) {
      Answer begun = caller.post("/api/v1/devices/" + plain + "/" + run, Map.of());
      assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    }
    ImageCatalogue.Image image = device.targetImage();
    String registered =
        Caller.created(
            caller.post(
                "/api/v1/images",
                Map.of(
                    "filename", image.filename(),
                    "platform", "CAT9K",
                    "version", image.version(),
                    "sizeBytes", image.sizeBytes(),
                    "md5", image.md5(),
                    "status", "APPROVED",
                    "source", Map.of("type", "ON_DEVICE"))));
    String job =
        Caller.created(
            caller.post(
                "/api/v1/jobs",
                Map.of(
                    "device",
                    plain,
                    "image",
                    registered,
                    "stageOnly",
                    true,
                    "reason",
                    sentences.getFirst())));
    for (String sentence : sentences) {
      var _ = caller.post("/api/v1/jobs/" + job + "/commit", Map.of("reason", sentence));
    }
    try (var stream = new EventReader(caller, "/api/v1/events?job=" + job, "Last-Event-ID", "0")) {
      String state = "";
      while (!Set.of("STAGED", "FAILED", "CANCELLED", "NEEDS_OPERATOR").contains(state)) {
        EventReader.Sent event = stream.next();
        state =
            event.type().equals("job.state-changed")
                ? event.data().at("/data/to").asString()
                : state;
      }
    }
  }

  private static List<Pattern> phrases() {
    return Arrays.stream(Phrase.values())
        .filter(it -> it != Phrase.CUSTOM_CHECK)
        .map(phrase -> {
          String regex = Pattern.quote(phrase.form());
          for (Slot slot : phrase.slots()) {
            regex = regex.replace(slot.mark(), "\\E" + slot.regex() + "\\Q");
          }
          return Pattern.compile(regex);
        })
        .toList();
  }

  private Map<String, String> ids(String device) {
    Map<String, String> ids = new HashMap<>();
    ids.put("/devices/{id}", "/devices/" + device);
    ids.put("/images/{id}", "/images/" + caller.image());
    ids.put("/credentials/{name}", "/credentials/" + caller.credential());
    ids.put("{action}", "cancel");
    return ids;
  }

  private String device(SimulatedSwitch device, List<String> tags, String site) {
    String noc = Caller.unique("noc");
    var _ =
        Caller.created(
            caller.post(
                "/api/v1/credentials",
                Map.of("name", noc, "username", "issu", "password", "issu-password")));
    return Caller.created(
        caller.post(
            "/api/v1/devices",
            Map.of(
                "name",
                Caller.unique("core"),
                "address",
                device.address(),
                "port",
                device.port(),
                "credential",
                noc,
                "site",
                site,
                "tags",
                tags,
                "sshProfile",
                "LEGACY",
                "hostKeys",
                device.hostKeys())));
  }

  /// As JSON literals: some are no Unicode text.
  private static List<String> corpus() throws IOException {
    try (InputStream in = InjectionTest.class.getResourceAsStream("/injection.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.substring(line.indexOf(", ") + 2, line.length() - 1))
          .toList();
    }
  }

  private List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    for (String path : document.at("/paths").propertyNames()) {
      JsonNode verbs = document.at("/paths").get(path);
      for (String verb : verbs.propertyNames()) {
        JsonNode content = verbs.get(verb).at("/requestBody/content");
        for (String type : List.of("application/json", "application/merge-patch+json")) {
          JsonNode schema = resolved(content.path(type).path("schema"));
          boolean list = is(schema, "array");
          List<Leaf> leaves = new ArrayList<>();
          collect(list ? resolved(schema.path("items")) : schema, List.of(), leaves);
          if (!leaves.isEmpty()) {
            all.add(new Operation(verb.toUpperCase(java.util.Locale.ROOT), path, list, leaves));
            break;
          }
        }
      }
    }
    return all;
  }

  private void collect(JsonNode given, List<String> path, List<Leaf> leaves) {
    JsonNode schema = resolved(given);
    if (is(schema, "string")) {
      leaves.add(new Leaf(path, schema));
      return;
    }
    if (is(schema, "array")) {
      collect(schema.path("items"), with(path, "[]"), leaves);
      return;
    }
    for (String name : schema.path("properties").propertyNames()) {
      collect(schema.path("properties").get(name), with(path, name), leaves);
    }
  }

  private JsonNode resolved(JsonNode schema) {
    for (String many : List.of("oneOf", "anyOf", "allOf")) {
      for (JsonNode one : schema.path(many).values()) {
        if (!is(one, "null")) {
          return resolved(one);
        }
      }
    }
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : resolved(document.at(reference.substring(1)));
  }

  private static boolean is(JsonNode schema, String type) {
    JsonNode told = schema.path("type");
    return told.isString()
        ? told.asString().equals(type)
        : told.values().stream().anyMatch(it -> it.asString().equals(type));
  }

  private static List<String> with(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  private static void put(ObjectNode into, List<String> path, String text) {
    JsonNode at = into;
    for (int i = 0; i < path.size(); i++) {
      String step = path.get(i);
      boolean last = i == path.size() - 1;
      boolean list = !last && path.get(i + 1).equals("[]");
      if (at instanceof ArrayNode array) {
        if (array.isEmpty()) {
          if (last) {
            array.add(text);
          } else {
            array.addObject();
          }
        }
        at = array.get(0);
      } else if (at instanceof ObjectNode object) {
        if (last) {
          object.put(step, text);
        } else if (!object.has(step)) {
          if (list) {
            object.putArray(step);
          } else {
            object.putObject(step);
          }
        }
        at = object.get(step);
      }
    }
  }
}
