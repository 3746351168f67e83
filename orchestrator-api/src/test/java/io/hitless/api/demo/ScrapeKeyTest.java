package io.hitless.api.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class ScrapeKeyTest {
  @LocalServerPort int port;
  @TempDir Path folder;

  @Test
  void prometheus_gets_a_key_that_reads_and_does_nothing_else_and_keeps_it_while_it_counts()
      throws Exception {
    Path file = folder.resolve("hitless.key");
    assertThat(run(file)).startsWith("the key prometheus-");
    String key = Files.readString(file);
    var scraper = new Caller(port, Optional.of(key));
    assertThat(scraper.get("/actuator/prometheus").status()).isEqualTo(200);
    assertThat(scraper.post("/api/v1/jobs", Map.of()).status()).isEqualTo(403);

    assertThat(run(file)).endsWith("still counts\n");
    assertThat(file).hasContent(key);

    Files.writeString(file, "a key that ended");
    assertThat(run(file)).startsWith("the key prometheus-");
    assertThat(Files.readString(file)).isNotEqualTo(key);
  }

  @Test
  void without_a_file_it_says_how_it_is_used() throws Exception {
    var out = new ByteArrayOutputStream();

    assertThat(ScrapeKey.run(new String[0], Map.of(), new PrintStream(out))).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("ScrapeKey: has a key");
  }

  private String run(Path file) throws Exception {
    var out = new ByteArrayOutputStream();
    String[] arguments = {"--file", file.toString(), "--url", "http://localhost:" + port};
    int code =
        ScrapeKey.run(arguments, Map.of("HITLESS_API_KEY", ServiceTest.KEY), new PrintStream(out));
    assertThat(code).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
