package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.RedundancyLink.Port;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show stackwise-virtual link`: the ports between the two switches. What a letter means is in the
/// legend above the table and nowhere else: `P` is bundled on one model and pending on another.
public final class ShowStackwiseVirtualLink {
  private static final Pattern HEADER =
      Pattern.compile("^\\s*Switch\\s+SVL\\s+Ports\\s+Link-Status\\s+Protocol-Status");
  private static final Pattern PROTOCOLS = Pattern.compile("^\\s*Protocol Status\\s*$");
  private static final Pattern LEGEND = Pattern.compile("(?:[A-Za-z]-\\w+(?:\\s+|$))+");
  private static final Pattern MEANING = Pattern.compile("(?<letter>[A-Za-z])-(?<word>\\w+)");
  private static final Pattern FIRST = Pattern.compile("(?<unit>\\d{1,2})\\s+\\d{1,3}\\s+");
  private static final Pattern PORT =
      Pattern.compile("(?<port>[A-Za-z][\\w/.-]+)\\s+(?<link>[UD])\\s+(?<protocol>[A-Za-z])");
  private static final Set<String> WORKING = Set.of("Bundled", "Ready");
  private static final Set<String> BROKEN =
      Set.of("Suspended", "Pending", "Error", "Timeout", "Down", "Indiv");

  private ShowStackwiseVirtualLink() {}

  public static Reading<List<Port>> parse(Printed printed) {
    int header = printed.indexOf(HEADER);
    if (header < 0) {
      throw printed.refused("no table of links");
    }
    Map<String, String> legend = legend(printed.part(0, header));
    List<PortTable> rows = PortTable.read(printed, header + 1, FIRST, PORT);
    List<Port> ports =
        rows.stream()
            .map(row ->
                new Port(
                    row.unit(),
                    row.row().group("port"),
                    row.row().group("link").equals("U"),
                    works(printed, legend, row.row())))
            .toList();
    return printed.reading(
        ports,
        printed.lines().subList(header, printed.lines().size()).stream()
            .map(String::strip)
            .toList());
  }

  /// The words of the letters; none where no legend is printed.
  private static Map<String, String> legend(Printed above) {
    int start = above.indexOf(PROTOCOLS);
    Map<String, String> words = new HashMap<>();
    if (start < 0) {
      return words;
    }
    Optional<Matcher> line = above.part(start + 1, above.lines().size()).only(LEGEND);
    Matcher meaning = MEANING.matcher(line.map(Matcher::group).orElse(""));
    while (meaning.find()) {
      if (words.put(meaning.group("letter"), meaning.group("word")) != null) {
        throw above.refused("the legend explains '" + meaning.group("letter") + "' twice");
      }
    }
    return words;
  }

  private static boolean works(Printed printed, Map<String, String> legend, Matcher row) {
    String word = legend.getOrDefault(row.group("protocol"), "");
    if (!WORKING.contains(word) && !BROKEN.contains(word)) {
      throw printed.refused(
          "the legend does not say whether a port with '%s' works: %s"
              .formatted(row.group("protocol"), row.group()));
    }
    return WORKING.contains(word);
  }
}
