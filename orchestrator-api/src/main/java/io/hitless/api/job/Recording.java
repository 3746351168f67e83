package io.hitless.api.job;

import io.hitless.job.Transcripts.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Ways to write a transcript down, piece by piece, in order.
sealed interface Recording {
  String piece(Line line);

  /// As read by people: what the device printed, and a line of its own for each thing typed.
  final class Text implements Recording {
    private boolean atLineStart = true;

    @Override
    public String piece(Line line) {
      String text =
          line.sent()
              ? (atLineStart ? "" : "\n") + "=== " + line.at() + " typed: " + line.text() + "\n"
              : line.text().replace("\r\n", "\n");
      atLineStart = text.isEmpty() ? atLineStart : text.endsWith("\n");
      return text;
    }
  }

  /// As replayed by asciinema players: asciicast v2, one JSON array a line behind a header.
  final class Asciicast implements Recording {
    private static final double NANOS = 1e9;

    private final JsonMapper json;
    private final String title;
    private @Nullable Instant begin;

    Asciicast(JsonMapper json, String title) {
      this.json = json;
      this.title = title;
    }

    @Override
    public String piece(Line line) {
      String header = begin == null ? header(line.at()) : "";
      Instant start = begin == null ? line.at() : begin;
      begin = start;
      double seconds = Math.max(0, Duration.between(start, line.at()).toNanos() / NANOS);
      String typed = line.text() + "\r";
      return header
          + json.writeValueAsString(
              line.sent() ? List.of(seconds, "i", typed) : List.of(seconds, "o", line.text()))
          + "\n";
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
  }
}
