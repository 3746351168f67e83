package io.hitless.api.audit;

import io.hitless.audit.ChainedRow;
import io.hitless.audit.Hash;
import io.hitless.audit.Link;
import io.hitless.audit.LogChain;
import io.hitless.audit.LogRow;
import io.hitless.audit.Mark;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The log as lines of JSON, and read back. The first line says where the chain begins and ends,
/// the last one that nothing is missing; between them one line a row: `{"row": {...}, "digest":
/// "...", "hash": "..."}`, where the digest is SHA-256 of the row in canonical JSON (names sorted,
/// no blanks), and the hash is SHA-256 of the hash before and the digest, as bytes.
public final class Export implements LogChain.Reader, AutoCloseable {
  static final String MEDIA_TYPE = "application/x-ndjson";

  private static final String FORMAT = "hitless-audit/1";
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final JsonMapper json;
  private final Writer out;
  private long lines;

  Export(JsonMapper json, OutputStream out) {
    this.json = json;
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
  }

  @Override
  public void begin(Mark start, Mark head) {
    line(Map.of("format", FORMAT, "start", mark(start), "head", mark(head)));
  }

  private static Map<String, Object> mark(Mark mark) {
    return Map.of("id", mark.id(), "hash", mark.hash().toString());
  }

  @Override
  public boolean row(ChainedRow row) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", row.id());
    row.row().ifPresent(it -> line.put("row", it.fields()));
    row.link()
        .ifPresent(link -> {
          line.put("digest", link.digest().toString());
          line.put("hash", link.hash().toString());
        });
    if (row.retired()) {
      line.put("retired", true);
    }
    line(line);
    lines++;
    return true;
  }

  @Override
  public void end() {
    line(Map.of("end", true, "rows", lines));
  }

  private void line(Map<String, Object> line) {
    try {
      out.write(json.writeValueAsString(line));
      out.write('\n');
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /// Tells a reader what an exported file says.
  ///
  /// @throws IllegalArgumentException when the file is no export of ours
  public static void read(Stream<String> lines, LogChain.Reader reader) {
    JsonMapper exact =
        JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    Iterator<String> all = lines.iterator();
    JsonNode first = all.hasNext() ? exact.readTree(all.next()) : exact.createObjectNode();
    if (!first.path("format").asString("").equals(FORMAT)) {
      throw new IllegalArgumentException("no export of the audit in the form " + FORMAT);
    }
    reader.begin(mark(first.path("start")), mark(first.path("head")));
    while (all.hasNext()) {
      JsonNode line = exact.readTree(all.next());
      if (line.path("end").asBoolean(false)) {
        reader.end();
        return;
      }
      if (!reader.row(row(line, exact))) {
        return;
      }
    }
  }

  private static Mark mark(JsonNode node) {
    return new Mark(node.path("id").asLong(), Hash.parse(node.path("hash").asString("")));
  }

  /// The row's own id counts: the one beside it is only for those that are gone.
  private static ChainedRow row(JsonNode line, JsonMapper exact) {
    JsonNode content = line.path("row");
    long id = content.path("id").asLong(line.path("id").asLong());
    Optional<LogRow> row =
        content.isObject()
            ? Optional.of(new LogRow(id, exact.convertValue(content, MAP)))
            : Optional.empty();
    Optional<Link> link =
        line.has("hash")
            ? Optional.of(
                new Link(
                    id,
                    Instant.EPOCH,
                    Hash.parse(line.path("digest").asString("")),
                    Hash.parse(line.path("hash").asString(""))))
            : Optional.empty();
    return new ChainedRow(id, row, link, line.path("retired").asBoolean(false));
  }
}
