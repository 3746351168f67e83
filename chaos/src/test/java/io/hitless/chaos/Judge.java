package io.hitless.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what the switches themselves wrote down of every command they got, and says what was not
/// allowed. It knows nothing of what the service believes.
final class Judge {
  private final Path log;
  private final Map<String, List<JsonNode>> changes = new HashMap<>();
  private long read;

  Judge(Path log) {
    this.log = log;
  }

  /// The changing commands that a switch got, oldest first.
  synchronized List<JsonNode> changes(String device) {
    readOn();
    return List.copyOf(changes.getOrDefault(device, List.of()));
  }

  /// The same as verbs: `add`, `activate`, `commit`, `abort`, `remove`, `save`, or the whole line.
  List<String> verbs(String device) {
    return changes(device).stream().map(Judge::verb).toList();
  }

  private void readOn() {
    if (!Files.exists(log)) {
      return;
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(read);
      byte[] fresh = new byte[(int) (file.length() - read)];
      file.readFully(fresh);
      int whole = 0;
      for (int i = 0; i < fresh.length; i++) {
        if (fresh[i] == '\n') {
          note(new String(fresh, whole, i - whole, StandardCharsets.UTF_8));
          whole = i + 1;
        }
      }
      read += whole;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void note(String line) {
    if (line.contains("\"changing\":true")) {
      JsonNode record = JsonMapper.shared().readTree(line);
      changes.computeIfAbsent(record.path("device").asString(), _ -> new ArrayList<>()).add(record);
    }
  }

  private static String verb(JsonNode change) {
    String line = change.path("line").asString();
    return switch (line) {
      case "install activate issu" -> "activate";
      case "install commit" -> "commit";
      case "install abort issu" -> "abort";
      case "install remove inactive" -> "remove";
      case "write memory" -> "save";
      default -> line.startsWith("install add file ") && line.endsWith(".bin") ? "add" : line;
    };
  }

  /// What a switch was told that it should not have been told, as it stood at that moment.
  List<String> illegal(String device) {
    return changes(device).stream().map(Judge::complaint).flatMap(Optional::stream).toList();
  }

  private static Optional<String> complaint(JsonNode change) {
    JsonNode before = change.path("before");
    String state = before.path("issuState").asString();
    String engine = before.path("engine").asString();
    boolean terminal = before.path("terminal").asBoolean();
    boolean allowed =
        switch (verb(change)) {
          case "add" -> state.equals("none") && terminal;
          case "activate" -> state.equals("Added") && terminal && engine.equals("free");
          case "commit" -> state.equals("Activated") && terminal && engine.equals("free");
          case "abort" -> !state.equals("none") && !state.equals("Added");
          case "remove" -> state.equals("none") || state.equals("Added");
          case "save" -> true;
          default -> false;
        };
    return allowed
        ? Optional.empty()
        : Optional.of(
            device(change)
                + " was told '"
                + change.path("line").asString()
                + "' while ISSU was "
                + state
                + ", the engine "
                + engine
                + ", both units "
                + (terminal ? "" : "not ")
                + "in step ("
                + change.path("outcome").asString()
                + ")");
  }

  private static String device(JsonNode change) {
    return change.path("device").asString();
  }
}
