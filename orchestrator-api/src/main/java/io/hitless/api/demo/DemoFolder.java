package io.hitless.api.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/// What the demo keeps while it runs: database, master key, log. It goes with the demo, unless an
/// upgrade went wrong or the folder was named by the user.
final class DemoFolder {
  private final Path folder;
  private final AtomicBoolean kept = new AtomicBoolean();

  /// @param named whether the user said where it is to be
  DemoFolder(Path folder, boolean named) {
    this.folder = folder;
    this.kept.set(named);
    // After the contexts are closed, and the database with them.
    SpringApplication.getShutdownHandlers().add(this::clearAway);
  }

  /// For somebody who wants to know what went wrong.
  Path keep() {
    kept.set(true);
    return folder;
  }

  private void clearAway() {
    if (kept.get() || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : innermostFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException stubborn) {
      System.err.println("Could not remove " + folder + ": " + stubborn.getMessage());
    }
  }
}
