package io.hitless.device.cli;

import java.util.List;

/// What a command printed: no echo, no prompt, no pager, no log lines.
public record Output(String command, List<String> lines) {
  public Output {
    lines = List.copyOf(lines);
  }

  public String text() {
    return String.join("\n", lines);
  }
}
