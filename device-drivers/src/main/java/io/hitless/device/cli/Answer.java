package io.hitless.device.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The answer to one command while it comes in: tells the echo from the output and keeps what the
/// device's log mixed in apart.
///
/// Everything before the echo belongs to an earlier command (a late prompt, the rest of an output
/// that looked finished) and is dropped, so that a conversation falls into step again by itself.
final class Answer {
  private static final int ECHO_LINES = 12;
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final String command;
  private final String squeezed;
  private final List<String> lines = new ArrayList<>();
  private final List<String> logLines = new ArrayList<>();
  private boolean echoed;
  private boolean spoken;
  private String echoLine = "";
  private int questionsFrom;
  private long length;

  /// @param echoExpected false for what is typed blindly
  Answer(String command, boolean echoExpected) {
    this.command = command;
    this.squeezed = squeeze(command);
    this.echoed = !echoExpected;
  }

  void add(String line) {
    length += line.length() + 1L;
    if (!echoed) {
      lines.add(line);
      if (isEcho()) {
        echoed = true;
        echoLine = line;
        lines.clear();
      }
      return;
    }
    if (lines.isEmpty() && (line.isBlank() || squeeze(line).equals(squeezed))) {
      return;
    }
    if (!line.isBlank()) {
      spoken = true;
    }
    lines.add(line);
  }

  /// The last line that is not blank was no output, if it is this one.
  void dropLast(String line) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).equals(line)) {
        lines.remove(i);
        return;
      }
      if (!lines.get(i).isBlank()) {
        return;
      }
    }
  }

  /// The device's log counts as a word of the device, not as output.
  void addLog(String line) {
    length += line.length() + 1L;
    if (echoed) {
      spoken = true;
      logLines.add(line);
    }
  }

  boolean echoed() {
    return echoed;
  }

  /// Whether the device said anything in answer.
  boolean spoken() {
    return spoken;
  }

  /// What stood on the line of the echo: the prompt and the command.
  String echoLine() {
    return echoLine;
  }

  /// The lines from a number on.
  List<String> linesFrom(int first) {
    return List.copyOf(lines.subList(Math.min(first, lines.size()), lines.size()));
  }

  long length() {
    return length;
  }

  /// Takes what came as the output though nothing was echoed.
  void doWithoutEcho() {
    echoed = true;
  }

  /// The end of the text on which a question may stand, since the last one was answered: a question
  /// may be spread over lines.
  String questionTail(String unfinished) {
    StringBuilder tail = new StringBuilder();
    for (int i = Math.max(questionsFrom, lines.size() - 4); i < lines.size(); i++) {
      tail.append(lines.get(i)).append(' ');
    }
    return SPACES.matcher(tail.append(unfinished)).replaceAll(" ");
  }

  /// What was asked so far is answered.
  void answered() {
    questionsFrom = lines.size();
  }

  Output output() {
    int from = 0;
    while (from < lines.size() && from < 3 && isPreamble(lines.get(from))) {
      from++;
    }
    int to = lines.size();
    while (to > from && lines.get(to - 1).isBlank()) {
      to--;
    }
    return new Output(command, lines.subList(from, to), logLines);
  }

  /// The echo ends with the command, or is cut at a narrow terminal's left edge (`$` and the end of
  /// the command) or right edge, or goes on over several lines.
  private boolean isEcho() {
    String last = squeeze(lines.getLast());
    if (last.endsWith(squeezed)) {
      return true;
    }
    int cut = last.lastIndexOf('$');
    if (cut >= 0 && last.length() - cut > 4 && squeezed.endsWith(last.substring(cut + 1))) {
      return true;
    }
    if (cut > 0 && cut == last.length() - 1) {
      String head = last.substring(0, cut);
      for (int from = Math.max(0, head.length() - squeezed.length());
          from < head.length() - 3;
          from++) {
        if (squeezed.startsWith(head.substring(from))) {
          return true;
        }
      }
    }
    if (lines.size() < 2 || last.isEmpty() || !squeezed.endsWith(last)) {
      return false;
    }
    StringBuilder joined = new StringBuilder();
    for (String line : lines.subList(Math.max(0, lines.size() - ECHO_LINES), lines.size())) {
      joined.append(squeeze(line));
    }
    return joined.toString().endsWith(squeezed);
  }

  /// What `exec prompt timestamp` puts before every output.
  private static boolean isPreamble(String line) {
    String text = line.strip();
    return text.isEmpty()
        || text.startsWith("Load for five secs:")
        || text.startsWith("Time source is ")
        || text.startsWith("No time source,");
  }

  private static String squeeze(String text) {
    if (text.length() > 2048) {
      return text;
    }
    return text.replace(" ", "").replace("\t", "");
  }
}
