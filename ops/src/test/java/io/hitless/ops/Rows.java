package io.hitless.ops;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What a statement of a panel answered, as text.
record Rows(List<String> columns, List<List<String>> rows) {
  static Rows of(Connection reader, String statement) {
    try (Statement asked = reader.createStatement();
        ResultSet answer = asked.executeQuery(statement)) {
      int width = answer.getMetaData().getColumnCount();
      List<String> columns = new ArrayList<>();
      for (int column = 1; column <= width; column++) {
        columns.add(answer.getMetaData().getColumnLabel(column));
      }
      List<List<String>> rows = new ArrayList<>();
      while (answer.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
          String text = answer.getString(column);
          row.add(text == null ? "" : text);
        }
        rows.add(row);
      }
      return new Rows(columns, rows);
    } catch (SQLException wrong) {
      throw new AssertionError(statement, wrong);
    }
  }

  /// Whether a person would see something.
  boolean tell() {
    return rows.stream().anyMatch(row -> row.stream().anyMatch(text -> !text.isEmpty()));
  }
}
