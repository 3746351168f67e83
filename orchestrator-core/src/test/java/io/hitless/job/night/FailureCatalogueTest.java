package io.hitless.job.night;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.cli.CliSettings;
import io.hitless.device.iosxe.DriverSettings;
import io.hitless.device.iosxe.IosXeDrivers;
import io.hitless.device.ssh.SshSettings;
import io.hitless.job.Job;
import io.hitless.job.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every row of the failure catalogue that an orchestrator can meet, as a night: a simulated switch
/// over real SSH, the real driver, the real steps. The nights pass side by side, since they consist
/// of waiting.
class FailureCatalogueTest {
  private static final Path PAGE = Path.of("..", "docs", "failures.md");
  private static final Path REPORT = Path.of("target", "nights.txt");
  private static final Pace PACE = new Pace(NightWatch.SCALE, new Random(1));
  private static final int AT_ONCE = Integer.getInteger("hitless.nights-at-once", 30);
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private static final Map<Night, CompletableFuture<Void>> NIGHTS = new LinkedHashMap<>();
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);
  private static IosXeDrivers drivers;

  @BeforeAll
  static void fall() throws IOException {
    Files.createDirectories(REPORT.getParent());
    Files.deleteIfExists(REPORT);
    drivers = new IosXeDrivers(InstantSource.system(), settings());
    List<Night> nights = Nights.chosen();
    nights.forEach(night -> NIGHTS.put(night, new CompletableFuture<>()));
    // The long ones first.
    Stream.concat(
            nights.stream().filter(night -> night.scale().isPresent()),
            nights.stream().filter(night -> night.scale().isEmpty()))
        .forEach(FailureCatalogueTest::begin);
  }

  @AfterAll
  static void dawn() {
    THREADS.shutdownNow();
    drivers.close();
  }

  @TestFactory
  Stream<DynamicTest> nights() {
    return NIGHTS.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey().name(), () -> entry.getValue().get(10, TimeUnit.MINUTES)));
  }

  @Test
  void the_documented_table_is_the_one_that_runs() throws IOException {
    String page = FailuresPage.of(Nights.all());
    if (Boolean.getBoolean("hitless.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  private static void begin(Night night) {
    THREADS.execute(() -> {
      try {
        pass(night);
        NIGHTS.get(night).complete(null);
      } catch (RuntimeException | Error wrong) {
        NIGHTS.get(night).completeExceptionally(wrong);
      }
    });
  }

  private static void pass(Night night) {
    long begun = System.nanoTime();
    try (var watch = new NightWatch(night, drivers)) {
      Job job;
      try {
        job = watch.pass().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      } catch (Exception endless) {
        Judge judge = new Judge(night, watch, watch.job());
        throw new AssertionError(judge.report() + "\n" + tail(watch), endless);
      }
      Judge judge = new Judge(night, watch, job);
      tell(judge.report() + "\n  took " + (System.nanoTime() - begun) / 1_000_000_000 + " s\n\n");
      try {
        judge.judge();
      } catch (AssertionError wrong) {
        throw new AssertionError(
            wrong.getMessage() + "\n" + judge.report() + "\n" + tail(watch), wrong);
      }
    }
  }

  private static synchronized void tell(String report) {
    try {
      Files.writeString(REPORT, report, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String tail(NightWatch watch) {
    List<String> lines = watch.transcript().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  /// As the service sets them for a fleet that runs as fast.
  private static DriverSettings settings() {
    DriverSettings usual = DriverSettings.defaults();
    CliSettings cli = usual.cli();
    return new DriverSettings(
        new SshSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofMillis(1000),
            4),
        new CliSettings(
            Duration.ofSeconds(15),
            Duration.ofSeconds(6),
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            cli.longestOutput(),
            cli.longestLine()),
        PACE.patience(usual.verify().overall(), usual.verify().silence()));
  }
}
