package io.hitless.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Prometheus' own tool says of the files.
class RulesOps {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "check rules prometheus/rules/hitless.yml",
        "check config --syntax-only prometheus/prometheus.yml",
        "test rules prometheus/tests/hitless.yml"
      })
  void promtool_is_content(String arguments) throws Exception {
    Process promtool =
        new ProcessBuilder(("promtool " + arguments).split(" "))
            .directory(Ops.FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
  }
}
