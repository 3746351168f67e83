package io.hitless.api.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A file with everything that a process has in its memory, searched byte by byte: as Java keeps
/// Latin letters (one byte each, or two) and as they come over a wire.
record MemoryImage(byte[] bytes) {
  static MemoryImage of(Path file) throws IOException {
    return new MemoryImage(Files.readAllBytes(file));
  }

  /// How often a text is there.
  int count(String text) {
    int found = 0;
    for (byte[] form :
        new byte[][] {
          text.getBytes(StandardCharsets.ISO_8859_1),
          text.getBytes(StandardCharsets.UTF_16BE),
          text.getBytes(StandardCharsets.UTF_16LE)
        }) {
      found += count(form);
    }
    return found;
  }

  private int count(byte[] form) {
    int found = 0;
    byte first = form[0];
    for (int at = 0; at <= bytes.length - form.length; at++) {
      if (bytes[at] == first && isAt(at, form)) {
        found++;
      }
    }
    return found;
  }

  private boolean isAt(int at, byte[] form) {
    for (int i = 1; i < form.length; i++) {
      if (bytes[at + i] != form[i]) {
        return false;
      }
    }
    return true;
  }

  List<String> hits(Canaries canaries, Set<String> names) {
    List<String> hits = new ArrayList<>();
    for (String name : names) {
      String secret = canaries.of(name);
      String telling =
          secret.startsWith("-----") ? canaries.formsOf(name).iterator().next() : secret;
      int found = count(telling);
      if (found > 0) {
        hits.add(name + " ×" + found);
      }
    }
    return hits;
  }
}
