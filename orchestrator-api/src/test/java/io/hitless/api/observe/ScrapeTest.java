package io.hitless.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What Prometheus gets of the service.
@ServiceTest
class ScrapeTest {
  /// An address, an id, or a long number.
  private static final Pattern SOMEBODY =
      Pattern.compile(
          "\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{16}|\\d{6}|core-|\\.bin");

  private static final Pattern LABELS = Pattern.compile("\\{(.*)\\} \\S+.*");

  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  private List<String> scraped(String... headers) {
    Answer page = caller.get("/actuator/prometheus", headers);
    assertThat(page.status()).isEqualTo(200);
    return page.body().lines().toList();
  }

  @Test
  void every_meter_of_the_one_file_has_a_series_once_jobs_were_ordered() throws Exception {
    String device = caller.device();
    caller.job(device);
    List<String> lines = scraped();
    List<String> missing = new ArrayList<>();
    for (Field field : Meters.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        String name = String.valueOf(field.get(null)).replace('.', '_');
        // Timers of steps come with the first step that ends: no turn is done here.
        boolean later = name.endsWith("duration");
        if (!later && lines.stream().noneMatch(line -> line.startsWith(name))) {
          missing.add(name);
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(lines)
        .anyMatch(line -> line.startsWith("issu_jobs{platform=\"unread\",state=\"QUEUED\"} "));
  }

  @Test
  void there_are_few_series_and_no_label_names_somebody() {
    String device = caller.device();
    String job = caller.job(device);
    caller.get("/api/v1/jobs/" + job);
    caller.get("/api/v1/jobs/" + device);
    caller.get("/no/such/place/192.0.2.10");
    List<String> lines = scraped();

    List<String> series = lines.stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(series).hasSizeLessThan(3000);
    assertThat(series)
        .filteredOn(line -> {
          Matcher labels = LABELS.matcher(line);
          return labels.matches() && SOMEBODY.matcher(labels.group(1)).find();
        })
        .isEmpty();
  }

  @Test
  void a_scraper_that_asks_for_open_metrics_gets_it() {
    assertThat(scraped("Accept", "application/openmetrics-text;version=1.0.0")).contains("# EOF");
  }

  @Test
  void a_problem_names_the_trace_that_its_caller_began() {
    Answer refused =
        caller.get(
            "/api/v1/jobs/none",
            "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    assertThat(refused.text("/traceId")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
  }
}
