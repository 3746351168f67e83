package io.hitless.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where things lie.
final class Ops {
  /// The files that ship.
  static final Path FOLDER = Path.of("").toAbsolutePath();

  private Ops() {}

  /// An empty folder for one test.
  static Path fresh(String name) throws IOException {
    return Files.createDirectories(
        Path.of(System.getProperty("ops.folder", "target/ops"))
            .toAbsolutePath()
            .resolve(name + "-" + ProcessHandle.current().pid()));
  }
}
