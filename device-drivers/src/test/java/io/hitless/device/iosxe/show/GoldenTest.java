package io.hitless.device.iosxe.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Outputs in every dialect, each beside the fact that it must be read into, or the refusal. A new
/// one is two files in `golden/iosxe/<command>` and no Java; `-Dgolden.write` writes the second one
/// from what is read today, to be looked at before it is believed.
class GoldenTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "iosxe");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @TestFactory
  Stream<DynamicTest> an_output_is_read_into_the_fact_beside_it() throws IOException {
    return outputs().stream()
        .map(output ->
            DynamicTest.dynamicTest(GOLDEN.relativize(output).toString(), () -> compare(output)));
  }

  @Test
  void every_command_that_we_understand_has_an_output_here() throws IOException {
    assertThat(outputs().stream().map(output -> output.getParent().getFileName().toString()))
        .containsAll(Understood.all().keySet());
  }

  static List<Path> outputs() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static void compare(Path output) throws IOException {
    String folder = output.getParent().getFileName().toString();
    Object read = Shape.of(Understood.read(folder, Files.readString(output)));
    Path expected = Path.of(output.toString().replaceFirst("\\.txt$", ".json"));
    if (System.getProperty("golden.write") != null && !Files.exists(expected)) {
      Files.writeString(expected, JSON.writeValueAsString(read) + "\n");
    }
    assertThat(JSON.readTree(JSON.writeValueAsString(read)))
        .isEqualTo(JSON.readTree(Files.readString(expected)));
  }
}
