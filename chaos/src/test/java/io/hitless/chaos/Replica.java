package io.hitless.chaos;

import io.hitless.chaos.service.MarkedService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One process of the service.
///
/// @param name as it signs its leases
record Replica(String name, Process process) {

  static Replica start(String name, Path folder, List<String> settings) throws IOException {
    var arguments = new ArrayList<>(settings);
    arguments.add("--hitless.replica=" + name);
    return new Replica(
        name,
        Child.java(MarkedService.class, 420, arguments)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start());
  }

  void kill() {
    Child.signal("KILL", process.pid());
    await();
  }

  void pause() {
    Child.signal("STOP", process.pid());
  }

  void resume() {
    Child.signal("CONT", process.pid());
  }

  /// Asks it to end, and waits until it has.
  int terminate() {
    Child.signal("TERM", process.pid());
    return await();
  }

  private int await() {
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " doesn't end");
      }
      return process.exitValue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
