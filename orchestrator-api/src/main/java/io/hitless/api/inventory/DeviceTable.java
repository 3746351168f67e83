package io.hitless.api.inventory;

import io.hitless.api.problem.Code;
import io.hitless.api.problem.Quoted;
import io.hitless.api.problem.Rejection;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A table of devices, one a row, as the JSON that says the same. The header names the fields of a
/// device; several tags or keys in one cell are separated by spaces or `;`; an empty cell is left
/// out.
final class DeviceTable {
  private static final Set<String> LISTS = Set.of("tags", "hostKeys");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private DeviceTable() {}

  /// @throws Rejection `malformed-csv`
  static List<JsonNode> read(byte[] csv) {
    List<List<String>> rows = Csv.read(csv);
    if (rows.isEmpty()) {
      throw new Rejection(Code.BODY_REQUIRED, "the table has no header");
    }
    List<String> header = rows.getFirst();
    check(header);
    return rows.stream().skip(1).map(row -> row(header, row)).toList();
  }

  private static void check(List<String> header) {
    Set<String> known =
        Arrays.stream(DeviceForm.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    var seen = new HashSet<String>();
    for (String name : header) {
      if (!known.contains(name) || !seen.add(name)) {
        String list = known.stream().sorted().collect(Collectors.joining(", "));
        throw new Rejection(
            Code.MALFORMED_CSV,
            "the header says " + Quoted.of(name) + "; it may name each once of: " + list);
      }
    }
  }

  private static JsonNode row(List<String> header, List<String> cells) {
    if (cells.size() != header.size()) {
      // Told as the row's own fault, like any other.
      return JsonNodeFactory.instance.stringNode("a row of " + cells.size() + " cells");
    }
    ObjectNode device = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      if (!cell.isEmpty()) {
        put(device, header.get(i), cell);
      }
    }
    return device;
  }

  private static void put(ObjectNode device, String name, String cell) {
    if (LISTS.contains(name)) {
      var items = device.putArray(name);
      Arrays.stream(cell.split("[;\\s]+", -1)).filter(it -> !it.isEmpty()).forEach(items::add);
    } else if (name.equals("port") && NUMBER.matcher(cell).matches()) {
      device.put(name, Integer.parseInt(cell));
    } else {
      device.put(name, cell);
    }
  }
}
