package io.hitless.api.job;

import io.hitless.job.Transcripts.Entry;

/// Ways to write a transcript down, piece by piece, in order.
sealed interface Recording permits Asciicast, Recording.Text {
  String piece(Entry entry);

  /// As read by people: what the device printed, and a line of its own for each thing typed or
  /// noted.
  final class Text implements Recording {
    private boolean atLineStart = true;

    @Override
    public String piece(Entry entry) {
      String text =
          switch (entry.kind()) {
            case PRINTED -> entry.text().replace("\r\n", "\n");
            case TYPED -> line(entry, "typed: " + typed(entry.text()));
            case OPENED -> line(entry, "session with " + entry.text() + " opened");
            case CLOSED -> line(entry, "session closed");
            case NOTED -> line(entry, "noted: " + entry.text());
          };
      atLineStart = text.isEmpty() ? atLineStart : text.endsWith("\n");
      return text;
    }

    private static String typed(String text) {
      return text.equals(" ") ? "<space>" : text.stripTrailing();
    }

    private String line(Entry entry, String what) {
      return (atLineStart ? "" : "\n") + "=== " + entry.at() + " " + what + "\n";
    }
  }
}
