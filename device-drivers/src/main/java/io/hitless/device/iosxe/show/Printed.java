package io.hitless.device.iosxe.show;

import io.hitless.device.DeviceException;
import io.hitless.device.cli.LogLine;
import io.hitless.device.cli.Output;
import io.hitless.device.facts.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a command printed, made ready to be read: no blank lines, no log lines, no echo, no prompt,
/// no `exec prompt timestamp`.
public final class Printed {
  private static final Pattern ECHO =
      Pattern.compile(
          "(?:[\\w.@:/()-]{0,99}[#>]\\s*)?(?:(?:sh|sho|show|dir|install|clear)\\s+\\S.*|verify\\s+(?!/\\w+ \\()\\S.*)");
  private static final Pattern PROMPT =
      Pattern.compile("[A-Za-z][\\w.-]{0,98}(?:\\([\\w.-]+\\))?[#>]");
  private static final int WIDEST = 600;
  private static final Pattern GAP = Pattern.compile("\\s{40,}");
  private static final int QUOTED = 4000;

  private static final Pattern BUSY =
      Pattern.compile(
          "^\\s*(?:Failed to acquire local lock on \\S.*|Unable to gather install information), (?:another )?operation in progress");

  /// So many letters off, a label is a damaged one and no other.
  private static final int NEAR = 2;

  private final String command;
  private final List<String> lines;
  private final List<String> logLines;
  private Optional<Map<String, List<String>>> labels = Optional.empty();

  private Printed(String command, List<String> lines, List<String> logLines) {
    this.command = command;
    this.lines = List.copyOf(lines);
    this.logLines = List.copyOf(logLines);
  }

  public static Printed of(Output output) {
    return of(output.command(), output.lines(), output.logLines());
  }

  public static Printed of(String command, String text) {
    return of(command, text.lines().toList(), List.of());
  }

  private static Printed of(String command, List<String> raw, List<String> known) {
    List<String> kept = new ArrayList<>(raw.size());
    List<String> logged = new ArrayList<>(known);
    for (String line : raw) {
      Optional<LogLine> log = LogLine.in(line);
      log.ifPresent(found -> logged.add(found.text()));
      keep(kept, log.map(LogLine::before).orElse(line));
      log.map(LogLine::after).ifPresent(after -> keep(kept, after));
    }
    while (!kept.isEmpty() && PROMPT.matcher(kept.getLast().strip()).matches()) {
      kept.removeLast();
    }
    return new Printed(command, kept, logged);
  }

  private static void keep(List<String> kept, String line) {
    String text = narrowed(line.stripTrailing());
    if (!text.isBlank() && !(kept.isEmpty() && isEchoOrPreamble(text.strip()))) {
      kept.add(text);
    }
  }

  /// No table of a switch is wider than its terminal; longer gaps would only cost time.
  private static String narrowed(String line) {
    return line.length() > WIDEST ? GAP.matcher(line).replaceAll(" ".repeat(40)) : line;
  }

  private static boolean isEchoOrPreamble(String text) {
    return text.startsWith("Load for five secs:")
        || text.startsWith("Time source is ")
        || text.startsWith("No time source,")
        || (text.length() < 400 && ECHO.matcher(text).matches());
  }

  public String command() {
    return command;
  }

  public List<String> lines() {
    return lines;
  }

  /// Lines of the device's log that stood among them.
  List<String> logLines() {
    return logLines;
  }

  /// What stands behind `label =` or `label :`.
  ///
  /// @throws DeviceException.UnrecognisedOutput when two lines contradict each other
  Optional<String> label(String label) {
    List<String> values = labels().getOrDefault(normalised(label), List.of());
    if (values.stream().distinct().count() > 1) {
      throw refused("says '" + label + "' twice and differently");
    }
    return values.stream().findFirst();
  }

  String need(String label) {
    return label(label).orElseThrow(() -> refused("'" + label + "' is missing"));
  }

  /// The line that carries a label, for evidence.
  Optional<String> lineOf(String label) {
    String wanted = normalised(label);
    return lines.stream()
        .filter(line -> labelOf(line).map(wanted::equals).orElse(false))
        .map(String::strip)
        .findFirst();
  }

  List<String> linesOf(String... wanted) {
    List<String> found = new ArrayList<>();
    for (String label : wanted) {
      lineOf(label).ifPresent(found::add);
    }
    return found;
  }

  /// The only line that a pattern fits; its match.
  Optional<Matcher> only(Pattern pattern) {
    List<Matcher> found = all(pattern);
    if (found.stream().map(Matcher::group).distinct().count() > 1) {
      throw refused("has more than one line like '" + found.getFirst().group().strip() + "'");
    }
    return found.stream().findFirst();
  }

  List<Matcher> all(Pattern pattern) {
    return lines.stream()
        .map(line -> pattern.matcher(line.strip()))
        .filter(Matcher::matches)
        .toList();
  }

  boolean says(Pattern pattern) {
    return lines.stream().anyMatch(line -> pattern.matcher(line).find());
  }

  /// Refuses an answer in which a log line may have swallowed a row of a table: a log message
  /// without a line end of its own takes the next line with it, and the row would be missing.
  void refuseSwallowed(Pattern row) {
    for (String line : logLines) {
      if (row.matcher(line).find()) {
        throw refused("a log line swallowed a part of the answer: " + line);
      }
    }
  }

  /// Refuses the word of an install engine that is at something else: it says nothing of a state.
  void refuseBusy() {
    if (says(BUSY)) {
      throw DeviceException.UnrecognisedOutput.ofBusy(command, quoted());
    }
  }

  /// Refuses an answer with a label that is almost one of these: it was damaged on the way, and
  /// another line would speak in its place.
  void refuseNearly(String... wanted) {
    for (String line : lines) {
      int end = separator(line);
      String found = normalised(end < 0 ? line : line.substring(0, end));
      for (String label : wanted) {
        String right = normalised(label);
        if (Math.abs(found.length() - right.length()) <= NEAR
            && !found.equals(right)
            && distance(found, right) <= NEAR) {
          throw refused("'" + label + "' is damaged: " + line.strip());
        }
      }
    }
  }

  /// Letters to change, add or leave out.
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }

  /// Number of the first line that a pattern is found in, or -1.
  int indexOf(Pattern pattern) {
    for (int i = 0; i < lines.size(); i++) {
      if (pattern.matcher(lines.get(i)).find()) {
        return i;
      }
    }
    return -1;
  }

  /// The lines from `from` (inclusive) to `to` (exclusive).
  Printed part(int from, int to) {
    return new Printed(command, lines.subList(from, to), logLines);
  }

  <T> Reading<T> reading(T value, List<String> evidence) {
    return new Reading<>(command, value, evidence);
  }

  /// To be thrown by who doesn't understand.
  public DeviceException.UnrecognisedOutput refused(String reason) {
    return new DeviceException.UnrecognisedOutput(command, reason, quoted());
  }

  private String quoted() {
    String text = String.join("\n", lines);
    return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
  }

  private Map<String, List<String>> labels() {
    if (labels.isEmpty()) {
      Map<String, List<String>> found = new HashMap<>();
      for (String line : lines) {
        labelOf(line)
            .ifPresent(label ->
                found
                    .computeIfAbsent(label, any -> new ArrayList<>(1))
                    .add(line.substring(separator(line) + 1).strip()));
      }
      labels = Optional.of(found);
    }
    return labels.get();
  }

  private static Optional<String> labelOf(String line) {
    int end = separator(line);
    return end <= 0 ? Optional.empty() : Optional.of(normalised(line.substring(0, end)));
  }

  private static int separator(String line) {
    int colon = line.indexOf(':');
    int equals = line.indexOf('=');
    return colon < 0 ? equals : equals < 0 ? colon : Math.min(colon, equals);
  }

  private static String normalised(String label) {
    return label.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
