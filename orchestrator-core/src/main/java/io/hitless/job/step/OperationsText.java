package io.hitless.job.step;

import io.hitless.device.facts.Operations;
import io.hitless.device.facts.Operations.Aspect;
import io.hitless.device.facts.Operations.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a device does for the network, as a text that people read and that is read back: `# ASPECT
/// count (command)` and an item a line below it; `! …` for what could not be read.
final class OperationsText {
  private static final Pattern HEADING =
      Pattern.compile("# (?<aspect>[A-Z_]+) (?<count>\\d{1,18}) \\((?<command>[^)]*)\\)");

  private OperationsText() {}

  static List<String> write(Operations operations) {
    List<String> lines = new ArrayList<>();
    for (Seen seen : operations.seen()) {
      lines.add("# %s %d (%s)".formatted(seen.aspect(), seen.count(), seen.command()));
      lines.addAll(seen.items());
    }
    operations.unread().forEach(why -> lines.add("! " + why.replaceAll("\\s+", " ")));
    return lines;
  }

  /// @throws IllegalStateException when the text was not written by [#write]
  static Operations read(List<String> lines) {
    List<Seen> all = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    List<String> items = new ArrayList<>();
    for (String line : lines.reversed()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        all.addFirst(
            new Seen(
                Aspect.valueOf(heading.group("aspect")),
                heading.group("command"),
                items.reversed(),
                Long.parseLong(heading.group("count"))));
        items.clear();
      } else if (line.startsWith("! ")) {
        unread.addFirst(line.substring(2));
      } else {
        items.add(line);
      }
    }
    if (!items.isEmpty()) {
      throw new IllegalStateException("no heading above " + items.getLast());
    }
    return new Operations(all, unread);
  }
}
