package io.hitless.api.inventory;

import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Comma-separated values (RFC 4180) in UTF-8: quoted fields, doubled quotes, line ends of either
/// kind.
final class Csv {
  private final String text;
  private final List<List<String>> rows = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private List<String> row = new ArrayList<>();
  private int at;

  private Csv(String text) {
    this.text = text;
  }

  /// The rows, the header among them; blank lines are left out.
  ///
  /// @throws Rejection `malformed-csv`
  static List<List<String>> read(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Csv(text.startsWith("\ufeff") ? text.substring(1) : text).rows();
    } catch (CharacterCodingException _) {
      throw new Rejection(Code.MALFORMED_CSV, "the table is not UTF-8");
    }
  }

  private List<List<String>> rows() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '"' -> quoted();
        case ',' -> endField();
        case '\r' -> {
          // The line feed behind it ends the row.
        }
        case '\n' -> endRow();
        default -> field.append(c);
      }
    }
    endRow();
    return rows;
  }

  private void quoted() {
    if (!field.isEmpty()) {
      throw fault("a quote in the middle of a field");
    }
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else if (at == text.length() || ",\r\n".indexOf(text.charAt(at)) >= 0) {
        return;
      } else {
        throw fault("something follows a closing quote");
      }
    }
    throw fault("a quote is not closed");
  }

  private void endField() {
    row.add(field.toString().strip());
    field.setLength(0);
  }

  private void endRow() {
    endField();
    if (row.size() > 1 || !row.getFirst().isEmpty()) {
      rows.add(row);
    }
    row = new ArrayList<>();
  }

  private Rejection fault(String what) {
    return new Rejection(Code.MALFORMED_CSV, "row " + (rows.size() + 1) + ": " + what);
  }
}
