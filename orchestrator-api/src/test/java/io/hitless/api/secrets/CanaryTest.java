package io.hitless.api.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.EventReader;
import io.hitless.db.HousePostgres;
import io.hitless.db.Migrations;
import io.hitless.db.Repositories;
import io.hitless.db.Seal;
import io.hitless.db.SecretSources;
import io.hitless.device.Credentials;
import io.hitless.device.Secret;
import io.hitless.device.sim.Mishap;
import io.hitless.device.sim.Profile;
import io.hitless.device.sim.SimulatedSwitch;
import io.hitless.device.sim.Trigger;
import io.hitless.inventory.Credential.Source;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Secrets that are nobody else's words go every way that a secret can go through the service, a
/// process of its own, whose master key is being replaced meanwhile; devices print them wherever
/// they can. Then everything that the service writes, answers and keeps is searched for them.
@Timeout(400)
class CanaryTest {
  private static final Set<String> ENDS = Set.of("STAGED", "FAILED", "NEEDS_OPERATOR");

  /// What was read from a database, a file or a device dialogue: gone from the memory after use.
  private static final Set<String> GONE =
      Set.of("password", "enable", "key", "file", "file-before", "files");

  @TempDir private Path folder;

  private final Canaries canaries = new Canaries();
  private final Map<String, String> seen = new LinkedHashMap<>();
  private final String first = canaries.known("older-master-key", Seal.newMasterKey());
  private final String second = canaries.known("master-key", Seal.newMasterKey());
  private HousePostgres database;
  private KeyPair key;

  @BeforeEach
  void prepare() throws Exception {
    for (String name :
        List.of(
            "password",
            "enable",
            "file",
            "file-before",
            "env",
            "files",
            "api-key",
            "wrong-api-key",
            "url-password",
            "posted",
            "not-json")) {
      var _ = canaries.made(name);
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    key = generator.generateKeyPair();
    var _ =
        canaries.knownKey(
            "key",
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    database = HousePostgres.in(folder.resolve("postgres"));
    Migrations.apply(database.dataSource());
    try (Repositories kept = repositories(first)) {
      // Never sent over HTTP, so that what is found in the memory came from here.
      var vault = kept.vault();
      vault.add("noc", Source.STORED, login("password", "enable"));
      vault.add(
          "keyed",
          Source.STORED,
          new Credentials("issu", Optional.empty(), Optional.empty(), secret(canaries.of("key"))));
      vault.add("files", Source.STORED, login("files", ""));
      vault.add("file", Source.FILE, password("noc/password"));
      vault.add("env", Source.ENV, password("HITLESS_SECRET_NOC"));
    }
    Files.createDirectories(folder.resolve("secrets/noc"));
    Files.writeString(folder.resolve("secrets/noc/password"), canaries.of("file-before") + "\n");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Repositories repositories(String masterKey) {
    return Repositories.on(
        database.dataSource(),
        InstantSource.system(),
        Seal.with(masterKey),
        SecretSources.under(Optional.empty()));
  }

  private static Optional<Secret> secret(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
  }

  private static Credentials password(String where) {
    return new Credentials("issu", secret(where), Optional.empty(), Optional.empty());
  }

  private Credentials login(String name, String enable) {
    return new Credentials(
        "issu", secret(canaries.of(name)), secret(canaries.of(enable)), Optional.empty());
  }

  private Map<String, String> environment(String current, String older) {
    var variables = new HashMap<String, String>();
    variables.put("SPRING_DATASOURCE_URL", database.url());
    variables.put("SPRING_DATASOURCE_USERNAME", database.user());
    variables.put("SPRING_DATASOURCE_PASSWORD", canaries.known("database", database.password()));
    variables.put("SPRING_PROFILES_ACTIVE", "lab");
    variables.put("SERVER_PORT", "0");
    variables.put("HITLESS_MASTER_KEY", current);
    variables.put("HITLESS_OLDER_MASTER_KEYS", older);
    variables.put("HITLESS_BOOTSTRAP_API_KEY", canaries.of("api-key"));
    variables.put("HITLESS_SECRET_NOC", canaries.of("env"));
    variables.put("HITLESS_SECRETS_DIR", folder.resolve("secrets").toString());
    variables.put("HITLESS_DATA_DIR", folder.resolve("data").toString());
    variables.put("HITLESS_TIMESCALE", "0.01");
    return variables;
  }

  /// Everything that the service answers goes by here.
  private Answer noted(String what, Answer answer) {
    seen.merge(
        what, answer.response().headers().map() + "\n" + answer.body(), (old, now) -> old + now);
    return answer;
  }

  private List<String> hits() {
    List<String> hits = new ArrayList<>();
    seen.forEach((where, text) -> hits.addAll(canaries.in(where, text)));
    return hits;
  }

  /// Each medium was caught, and a secret in the midst of it would have been seen.
  private void findsWhatIsPlanted(List<String> media) {
    assertThat(seen.keySet())
        .containsAll(media)
        .contains("log", "threads", "table credential", "table event", "table audit_entry");
    String secret = canaries.of("password");
    seen.forEach((where, text) -> {
      int middle = text.length() / 2;
      for (String planted :
          List.of(
              secret,
              URLEncoder.encode(secret, StandardCharsets.UTF_8),
              secret.substring(0, 9) + "\r\n" + secret.substring(9))) {
        assertThat(canaries.in(where, text.substring(0, middle) + planted + text.substring(middle)))
            .as(where)
            .isNotEmpty();
      }
    });
  }

  /// What the default build runs of it: one talkative switch, and all that is refused.
  @Test
  void no_secret_of_a_talkative_switch_comes_out() throws Exception {
    try (var service =
            ServiceProcess.start(
                environment(second, first), List.of("--hitless.stream.heartbeat=PT0.2S"));
        var talkative = talkative()) {
      Caller caller = new Caller(service.port(), Optional.of(canaries.of("api-key")));
      try (var stream = new EventReader(caller, "/api/v1/events", "Last-Event-ID", "0")) {
        refusals(caller);
        readiness(caller, device(caller, talkative, "noc"));
        answers(caller);
        noteStream(stream);
      }
      seen.put("threads", service.ask("Thread.print", "-l", "-e"));
      noteDatabase();
      seen.put("log", service.log());
    }
    assertThat(hits()).isEmpty();
    findsWhatIsPlanted(List.of("refusals", "answers", "readiness", "stream"));
  }

  /// More than a minute, so not in the default build: `-Dcanary=true`.
  @Test
  @EnabledIfSystemProperty(named = "canary", matches = "true")
  void no_secret_comes_out_anywhere() throws Exception {
    Path dump = folder.resolve("memory.hprof");
    try (var service =
        ServiceProcess.start(
            environment(second, first),
            List.of(
                "--logging.level.io.hitless=DEBUG",
                "--logging.level.org.springframework.web=DEBUG",
                "--logging.level.org.springframework.security=DEBUG",
                "--logging.level.org.springframework.jdbc=DEBUG",
                "--logging.level.org.apache.sshd=DEBUG",
                "--hitless.stream.heartbeat=PT0.2S"))) {
      Caller caller = new Caller(service.port(), Optional.of(canaries.of("api-key")));
      try (var stream = new EventReader(caller, "/api/v1/events", "Last-Event-ID", "0");
          var talkative = talkative();
          var keyed = builder("17").authorisedKey(key.getPublic()).start();
          var filed =
              builder("16.9")
                  .password(canaries.of("file"))
                  .imageOnFlash(false)
                  .fileServerAccount("issu", canaries.of("files"))
                  .start();
          var env = builder("16.9").password(canaries.of("env")).start()) {
        refusals(caller);
        readiness(caller, device(caller, talkative, "noc"));
        String byKey = readiness(caller, device(caller, keyed, "keyed"));
        assertThat(byKey).as(byKey).contains("\"PASS\"");
        String byFile = device(caller, filed, "file");
        assertThat(readiness(caller, byFile))
            .contains("refused the login")
            .doesNotContain("\"PASS\"");
        Files.writeString(folder.resolve("secrets/noc/password"), canaries.of("file") + "\n");
        assertThat(readiness(caller, byFile)).contains("\"PASS\"");
        assertThat(readiness(caller, device(caller, env, "env"))).contains("\"PASS\"");
        pull(caller, filed, byFile);
        sealedAnew(caller, stream);
        answers(caller);
        noteStream(stream);
      }
      seen.put("threads", service.ask("Thread.print", "-l", "-e"));
      String said = service.ask("GC.heap_dump", dump.toString());
      assertThat(said).contains("Heap dump file created");
      noteDatabase();
      assertThat(service.log()).contains("switched HeapDumpOnOutOfMemoryError off");
      seen.put("log", service.log());
    }
    assertThat(hits()).isEmpty();
    findsWhatIsPlanted(
        List.of("refusals", "answers", "readiness", "transcripts", "casts", "job", "stream"));
    assertThat(seen.get("log")).contains("Started Hitless", "DEBUG").hasSizeGreaterThan(20_000);
    assertThat(seen.get("transcripts")).contains("•••");

    var memory = MemoryImage.of(dump);
    // Whoever holds these needs them for as long as the process lives: docs/security.md.
    assertThat(memory.count(second)).as("the search finds what must be there").isPositive();
    assertThat(memory.hits(canaries, GONE)).isEmpty();
  }

  @Test
  void a_service_without_the_key_that_sealed_its_secrets_does_not_start_and_says_why()
      throws Exception {
    try (var service = ServiceProcess.start(environment(second, ""), List.of())) {
      String log = service.logOfTheEnd();

      assertThat(service.exitCode()).isEqualTo(1);
      assertThat(log)
          .contains(
              "Hitless did not start: 5 credentials (env, file, files, keyed, noc) are sealed with"
                  + " master key "
                  + Seal.with(first).keyIds().getFirst())
          .contains("HITLESS_OLDER_MASTER_KEYS");
      assertThat(canaries.in("log", log)).isEmpty();
    }
  }

  /// A switch that prints what logs us in wherever it can: plain, encoded, broken, in pieces, as a
  /// question, as an error.
  private SimulatedSwitch talkative() throws IOException {
    String password = canaries.of("password");
    String enable = canaries.of("enable");
    String basic =
        Base64.getEncoder().encodeToString(("issu:" + password).getBytes(StandardCharsets.UTF_8));
    String everything =
        String.join(
            "\n",
            "password is " + password + ", enable is " + enable,
            "Authorization: Basic " + basic,
            "scp://issu:" + URLEncoder.encode(password, StandardCharsets.UTF_8) + "@192.0.2.1/x",
            password.substring(0, 7),
            password.substring(7),
            enable + enable + password,
            "");
    SimulatedSwitch device = builder("16.9").password(password).enableSecret(enable).start();
    device.strike(
        new Mishap.Remark(new Trigger.Start(), "%PARSER-5-CFGLOG: user:issu " + password));
    for (String command : List.of("show redundancy states", "show install summary", "show boot")) {
      device.strike(new Mishap.OtherOutput(Trigger.of("command:" + command), everything));
    }
    device.strike(new Mishap.OutputCrawls(Trigger.of("command:show install summary"), 3, 0.01));
    device.strike(
        new Mishap.Denied(
            Trigger.of("command:show issu"), "% Authorization failed for issu with " + password));
    device.strike(
        new Mishap.AsksFirst(
            Trigger.of("command:dir"), "Is " + password + " your password? [confirm]"));
    return device;
  }

  private SimulatedSwitch.Builder builder(String release) {
    return SimulatedSwitch.builder()
        .profile(Profile.named("c9500-svl-" + release))
        .scale(0.01)
        .username("issu");
  }

  private String device(Caller caller, SimulatedSwitch device, String credential) {
    return Caller.created(
        noted(
            "answers",
            caller.post(
                "/api/v1/devices",
                Map.of(
                    "name", Caller.unique("core"),
                    "address", device.address(),
                    "port", device.port(),
                    "credential", credential,
                    "sshProfile", "LEGACY",
                    "hostKeys", device.hostKeys()))));
  }

  private String readiness(Caller caller, String device) throws Exception {
    var begun = caller.post("/api/v1/devices/" + device + "/readiness", Map.of());
    try (var stream = new EventReader(caller, "/api/v1/events")) {
      Answer run = caller.get(begun.header("Location"));
      while (run.text("/state").equals("RUNNING")) {
        var _ = stream.nextLine();
        run = caller.get(begun.header("Location"));
      }
      return noted("readiness", run).body();
    }
  }

  /// What is sent in and refused is not told back.
  private void refusals(Caller caller) {
    var url = new HashMap<String, Object>(caller.imageForm());
    url.put(
        "source",
        Map.of(
            "type", "PULL", "url", "http://u:" + canaries.of("url-password") + "@192.0.2.9/a.bin"));
    assertThat(noted("refusals", caller.post("/api/v1/images", url)).status()).isEqualTo(400);
    String posted = canaries.of("posted");
    for (Object form :
        List.of(
            Map.of("name", "noc", "username", "issu", "password", posted),
            Map.of("name", "x y", "username", "issu", "password", posted),
            Map.of("name", "x", "username", "issu", "password", posted + "\n"),
            Map.of("name", "x", "username", "issu", posted, "x"),
            Map.of("name", "x", "username", "issu", "password", List.of(posted)),
            Map.of("name", "x", "username", "issu", "privateKey", "-----BEGIN " + posted),
            Map.of("name", "x", "username", "issu", "password", posted, "source", posted),
            "{\"name\":\"x\",\"password\":\"" + canaries.of("not-json") + "\",,}",
            "{\"name\":\"x\",\"password\":\"" + canaries.of("not-json"))) {
      assertThat(noted("refusals", caller.post("/api/v1/credentials", form)).status())
          .isIn(400, 409);
    }
    assertThat(
            noted("refusals", caller.as(canaries.of("wrong-api-key")).get("/api/v1/devices"))
                .status())
        .isEqualTo(401);
    var _ = noted("refusals", caller.get("/api/v1/credentials?limit=zero"));
    assertThat(
            Caller.created(
                noted(
                    "answers",
                    caller.post(
                        "/api/v1/credentials",
                        Map.of(
                            "name",
                            "posted",
                            "username",
                            "issu",
                            "password",
                            posted,
                            "enableSecret",
                            posted)))))
        .isEqualTo("posted");
  }

  /// A switch copies an image, and its dialogue asks for the file server's password.
  private void pull(Caller caller, SimulatedSwitch from, String device) throws Exception {
    var image = from.targetImage();
    String id =
        Caller.created(
            caller.post(
                "/api/v1/images",
                Map.of(
                    "filename", image.filename(),
                    "platform", "CAT9K",
                    "version", image.version(),
                    "sizeBytes", image.sizeBytes(),
                    "sha512", image.sha512(),
                    "status", "APPROVED",
                    "source",
                        Map.of(
                            "type", "PULL",
                            "url", "scp://192.0.2.9/images/" + image.filename(),
                            "credential", "files"))));
    String job =
        Caller.created(
            caller.post(
                "/api/v1/jobs",
                Map.of("device", device, "image", id, "reason", "PSIRT", "stageOnly", true)));
    String state = "";
    try (var stream = new EventReader(caller, "/api/v1/events?job=" + job, "Last-Event-ID", "0")) {
      while (!ENDS.contains(state)) {
        EventReader.Sent event = stream.next();
        if (event.type().equals("job.state-changed")) {
          state = event.data().at("/data/to").asString();
        }
      }
    }
    String path = "/api/v1/jobs/" + job;
    assertThat(state).as(() -> caller.get(path).body()).isEqualTo("STAGED");
    var _ = noted("transcripts", caller.get(path + "/transcript", "Accept", "text/plain"));
    var _ = noted("casts", caller.get(path + "/transcript", "Accept", "application/x-asciicast"));
    for (String part : List.of("", "/events?limit=500", "/plan")) {
      var _ = noted("job", caller.get(path + part));
    }
    noteZip(caller, path + "/evidence");
  }

  private void noteZip(Caller caller, String path) throws Exception {
    var answer =
        caller.http().send(caller.request("GET", path, null), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    try (var zip = new ZipInputStream(answer.body())) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        seen.put(
            "evidence/" + entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(seen.keySet()).anyMatch(name -> name.startsWith("evidence/"));
  }

  /// The live service seals everything anew with its current key.
  private void sealedAnew(Caller caller, EventReader stream) throws IOException {
    Answer keys = caller.get("/api/v1/master-keys");
    while (keys.json().at("/items/1/sealedSecrets").longValue() > 0) {
      var _ = stream.nextLine();
      keys = caller.get("/api/v1/master-keys");
    }
    assertThat(noted("answers", keys).json().at("/items/0/sealedSecrets").longValue())
        .isGreaterThanOrEqualTo(6);
    repositories(second).masterKeys().requireAll();
    assertThat(repositories(second).vault().open("noc")).contains(login("password", "enable"));
  }

  private void answers(Caller caller) {
    for (String path :
        List.of(
            "/api/v1/credentials",
            "/api/v1/credentials/noc",
            "/api/v1/devices",
            "/api/v1/images",
            "/api/v1/jobs",
            "/api/v1/readiness-runs",
            "/v3/api-docs",
            "/actuator/prometheus",
            "/actuator/health/readiness",
            "/actuator/env",
            "/actuator/configprops",
            "/actuator/heapdump",
            "/actuator/threaddump")) {
      var _ = noted("answers", caller.get(path));
    }
    for (String run : caller.get("/api/v1/readiness-runs?limit=500").all("/items", "id")) {
      var _ = noted("readiness", caller.get("/api/v1/readiness-runs/" + run));
    }
  }

  /// All that the stream has sent, up to a heartbeat.
  private void noteStream(EventReader stream) throws IOException {
    StringBuilder sent = new StringBuilder();
    String line = stream.nextLine();
    while (!line.startsWith(":")) {
      sent.append(line).append('\n');
      line = stream.nextLine();
    }
    seen.put("stream", sent.toString());
  }

  private void noteDatabase() {
    JdbcClient sql = JdbcClient.create(database.dataSource());
    List<String> tables =
        sql.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            .query(String.class)
            .list();
    assertThat(tables).contains("credential", "event", "transcript");
    for (String table : tables) {
      seen.put(
          "table " + table,
          String.join(
              "\n", sql.sql("SELECT t::text FROM " + table + " t").query(String.class).list()));
    }
  }
}
