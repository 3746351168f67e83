package io.hitless.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/// An exported log, judged without the service.
@ServiceTest
class VerifyAuditCommandTest {
  @LocalServerPort int port;
  @TempDir Path folder;
  private List<String> lines;
  private String head;

  @BeforeEach
  void export() {
    var caller = new Caller(port, Optional.of(ServiceTest.KEY));
    for (int i = 0; i < 3; i++) {
      caller.job(caller.device());
    }
    var answer = caller.get("/api/v1/audit/export");
    assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
    lines = new ArrayList<>(answer.body().lines().toList());
    var first = JsonMapper.shared().readTree(lines.getFirst());
    head = first.at("/head/id").asLong() + ":" + first.at("/head/hash").asString();
  }

  private Map.Entry<Integer, String> judged(List<String> export, String... more) {
    try {
      Path file = Files.write(folder.resolve("audit.ndjson"), export);
      var told = new ByteArrayOutputStream();
      var arguments = new ArrayList<>(List.of(file.toString()));
      arguments.addAll(List.of(more));
      int code =
          VerifyAuditCommand.run(
              arguments.toArray(String[]::new),
              new PrintStream(told, true, StandardCharsets.UTF_8));
      return Map.entry(code, told.toString(StandardCharsets.UTF_8));
    } catch (IOException full) {
      throw new java.io.UncheckedIOException(full);
    }
  }

  private void isBad(String fault, Consumer<List<String>> tampering) {
    var export = new ArrayList<>(lines);
    tampering.accept(export);
    var judgement = judged(export);
    assertThat(judgement.getKey()).as(judgement.getValue()).isEqualTo(1);
    assertThat(judgement.getValue()).startsWith(fault + ":");
  }

  @Test
  void an_export_is_as_it_was_sealed_and_each_way_to_change_it_is_found() {
    var judgement = judged(lines, head);
    assertThat(judgement.getKey()).as(judgement.getValue()).isZero();
    assertThat(judgement.getValue()).contains("as it was sealed", "to " + head);
    int middle = lines.size() / 2;
    isBad(
        "CHANGED", it -> it.set(middle, it.get(middle).replaceFirst("\"data\":\\{", "$0\"x\":1,")));
    isBad("RELINKED", it -> it.remove(middle));
    isBad("RELINKED", it -> Collections.swap(it, middle, middle + 1));
    isBad("CUT_OFF", it -> it.remove(it.size() - 2));
    isBad("INCOMPLETE", it -> it.remove(it.size() - 1));
    isBad("INSERTED", it -> it.add(it.size() - 1, "{\"id\":999999,\"row\":{\"id\":999999}}"));
  }

  @Test
  void another_file_is_not_judged() throws IOException {
    assertThat(judged(List.of("{}")).getKey()).isEqualTo(2);
    assertThat(judged(List.of("nonsense")).getKey()).isEqualTo(2);
    assertThat(judged(lines, "nonsense").getKey()).isEqualTo(2);
    assertThat(judged(lines, "5:" + "0".repeat(64)).getKey()).isEqualTo(1);
  }
}
