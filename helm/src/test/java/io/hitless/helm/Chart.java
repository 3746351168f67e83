package io.hitless.helm;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The chart rendered with a file of values.
///
/// @param text as Helm prints it
/// @param objects as Kubernetes reads it
record Chart(String text, List<HasMetadata> objects) {
  static final Path SOURCE = Path.of("hitless").toAbsolutePath();
  static final List<String> VALUES = List.of("minimal", "existing-secrets", "everything", "bare");

  static Chart with(String values) throws IOException {
    return of(SOURCE, values);
  }

  static Chart of(Path chart, String values) throws IOException {
    String text =
        new Helm(chart)
            .template()
            .withName("noc")
            .withNamespace("network")
            .withKubeVersion("1.31.0")
            .withValuesFile(file(values))
            .call();
    return new Chart(text, Kinds.read(text));
  }

  static Path file(String values) {
    return Path.of("src/test/resources/values", values + ".yaml").toAbsolutePath();
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends HasMetadata> T the(Class<T> kind) {
    List<T> all = all(kind);
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " of " + kind.getSimpleName());
    }
    return all.getFirst();
  }
}
