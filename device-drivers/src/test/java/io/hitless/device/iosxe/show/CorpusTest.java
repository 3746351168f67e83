package io.hitless.device.iosxe.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hitless.device.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Outputs of real devices that are not ours to publish, where they lie beside the repository: each
/// is read, or refused for the reason that our list gives.
class CorpusTest {
  private static final Path SAMPLES = Path.of("..", "..", "shared", "samples");

  @Test
  void every_sample_is_on_our_list_and_the_list_names_no_other() throws IOException {
    assumeSamples();
    assertThat(expectations().keySet()).isEqualTo(new TreeSet<>(samples().keySet()));
  }

  @TestFactory
  Stream<DynamicTest> a_sample_is_read_or_refused_for_the_listed_reason() throws IOException {
    assumeSamples();
    Map<String, String> expectations = expectations();
    return samples().entrySet().stream()
        .map(sample ->
            DynamicTest.dynamicTest(
                sample.getKey(),
                () -> check(expectations.getOrDefault(sample.getKey(), "absent"), sample)));
  }

  private static void check(String expected, Map.Entry<String, Path> sample) throws IOException {
    String[] words = expected.split("\\s*:\\s*", 3);
    String text = Files.readString(sample.getValue());
    if (words[0].equals("no-parser")) {
      assertThat(Understood.all()).doesNotContainKey(words[1]);
      return;
    }
    Object read = Understood.read(words[1], text);
    switch (words[0]) {
      case "read" ->
          assertThat(read).as(Shape.of(read).toString()).isNotInstanceOf(DeviceException.class);
      case "refused" ->
          assertThat(read)
              .isInstanceOfSatisfying(
                  DeviceException.class,
                  refused -> assertThat(refused).hasMessageContaining(words[2]));
      default -> assertThat(read).isInstanceOf(Record.class).asString().contains(words[0]);
    }
  }

  private static void assumeSamples() {
    assumeTrue(
        Files.isDirectory(SAMPLES),
        "the samples of real devices are not beside this repository (../shared/samples)");
  }

  private static Map<String, Path> samples() throws IOException {
    Map<String, Path> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      files
          .filter(file -> file.toString().endsWith(".txt"))
          .forEach(file -> found.put(SAMPLES.relativize(file).toString().replace('\\', '/'), file));
    }
    return found;
  }

  private static Map<String, String> expectations() throws IOException {
    Properties properties = new Properties();
    try (InputStream list =
        CorpusTest.class.getResourceAsStream("/corpus/expectations.properties")) {
      properties.load(new java.io.InputStreamReader(list, StandardCharsets.UTF_8));
    }
    Map<String, String> expectations = new TreeMap<>();
    properties.forEach((file, expected) -> expectations.put((String) file, (String) expected));
    return expectations;
  }
}
