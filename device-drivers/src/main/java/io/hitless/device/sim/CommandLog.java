package io.hitless.device.sim;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.json.JsonMapper;

/// Every command that any switch received, in memory or as JSON lines in a file.
public final class CommandLog implements Closeable {
  private final Queue<CommandRecord> records = new ConcurrentLinkedQueue<>();
  private final Optional<BufferedWriter> file;

  private final boolean keeps;

  private CommandLog(Optional<BufferedWriter> file, boolean keeps) {
    this.file = file;
    this.keeps = keeps;
  }

  public static CommandLog inMemory() {
    return new CommandLog(Optional.empty(), true);
  }

  /// Forgets everything at once: for fleets that nobody judges.
  public static CommandLog nowhere() {
    return new CommandLog(Optional.empty(), false);
  }

  /// Appends to a file, one JSON object a line, flushed at each line; keeps nothing in memory.
  public static CommandLog to(Path path) throws IOException {
    return new CommandLog(
        Optional.of(
            Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)),
        false);
  }

  void add(CommandRecord record) {
    if (file.isEmpty()) {
      if (keeps) {
        records.add(record);
      }
      return;
    }
    String line = JsonMapper.shared().writeValueAsString(record);
    BufferedWriter writer = file.get();
    synchronized (this) {
      try {
        writer.write(line);
        writer.newLine();
        writer.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// What was received so far; empty when the log goes to a file.
  public List<CommandRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
