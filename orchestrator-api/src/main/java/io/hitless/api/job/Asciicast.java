package io.hitless.api.job;

import io.hitless.job.Transcripts.Conversation;
import io.hitless.job.Transcripts.Entry;
import io.hitless.job.Transcripts.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A transcript as asciinema players replay it: asciicast v2, one JSON array a line behind a
/// header. What is neither typed nor printed is a marker, which names its conversation, so that a
/// recording can be read back whole.
public final class Asciicast implements Recording {
  private static final double NANOS = 1e9;

  private final JsonMapper json;
  private final String title;
  private @Nullable Instant begin;

  Asciicast(JsonMapper json, String title) {
    this.json = json;
    this.title = title;
  }

  @Override
  public String piece(Entry entry) {
    String header = begin == null ? header(entry.at()) : "";
    Instant start = begin == null ? entry.at() : begin;
    begin = start;
    double seconds = Math.max(0, Duration.between(start, entry.at()).toNanos() / NANOS);
    List<Object> event =
        switch (entry.kind()) {
          case TYPED -> List.of(seconds, "i", entry.text());
          case PRINTED -> List.of(seconds, "o", entry.text());
          case OPENED, NOTED, CLOSED ->
              List.of(
                  seconds,
                  "m",
                  "%s %d.%d %s"
                      .formatted(
                          entry.kind(), entry.in().epoch(), entry.in().number(), entry.text()));
        };
    return header + json.writeValueAsString(event) + "\n";
  }

  private String header(Instant at) {
    var fields =
        Map.of(
            "version",
            2,
            "width",
            132,
            "height",
            50,
            "timestamp",
            at.getEpochSecond(),
            "title",
            title);
    return json.writeValueAsString(fields) + "\n";
  }

  /// Reads a recording of ours back, line by line.
  ///
  /// @throws Malformed where it is none
  public static void read(Stream<String> lines, JsonMapper json, Consumer<Entry> reader) {
    var state = new Reader(json, reader);
    lines.forEach(state::line);
  }

  /// Not an asciicast v2, or not one of ours.
  public static final class Malformed extends RuntimeException {
    Malformed(int line, String why) {
      super("line " + line + ": " + why);
    }
  }

  private static final class Reader {
    private final JsonMapper json;
    private final Consumer<Entry> reader;
    private int number;
    private Instant begin = Instant.EPOCH;
    private Conversation in = Conversation.UNKNOWN;

    private Reader(JsonMapper json, Consumer<Entry> reader) {
      this.json = json;
      this.reader = reader;
    }

    private void line(String line) {
      number++;
      JsonNode node;
      try {
        node = json.readTree(line);
      } catch (JacksonException broken) {
        throw new Malformed(number, "no JSON");
      }
      if (number == 1) {
        if (node.path("version").asInt(0) != 2) {
          throw new Malformed(number, "no header of an asciicast v2");
        }
        begin = Instant.ofEpochSecond(node.path("timestamp").asLong(0));
        return;
      }
      if (!node.isArray() || node.size() != 3) {
        throw new Malformed(number, "no event");
      }
      Instant at = begin.plusNanos(Math.round(node.get(0).asDouble() * NANOS));
      String text = node.get(2).asString();
      switch (node.get(1).asString()) {
        case "i" -> reader.accept(new Entry(at, in, Kind.TYPED, text));
        case "o" -> reader.accept(new Entry(at, in, Kind.PRINTED, text));
        case "m" -> marker(at, text);
        default -> {
          // a resized window, or what a later version of the format adds
        }
      }
    }

    private void marker(Instant at, String text) {
      String[] words = text.split("[ .]", 4);
      try {
        in = new Conversation(Long.parseLong(words[1]), Integer.parseInt(words[2]));
        reader.accept(new Entry(at, in, Kind.valueOf(words[0]), words[3]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException foreign) {
        throw new Malformed(number, "a marker that is not ours: " + text);
      }
    }
  }
}
