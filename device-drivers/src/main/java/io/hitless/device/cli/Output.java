package io.hitless.device.cli;

import java.util.List;

/// What a command printed: no echo, no prompt, no pager, no log lines.
///
/// @param logLines of the device's own log that stood among the lines: what else they may have
///   swallowed is for the reader to judge
public record Output(String command, List<String> lines, List<String> logLines) {
  public Output {
    lines = List.copyOf(lines);
    logLines = List.copyOf(logLines);
  }

  public String text() {
    return String.join("\n", lines);
  }
}
