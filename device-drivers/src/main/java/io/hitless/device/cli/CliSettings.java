package io.hitless.device.cli;

import java.time.Duration;

/// How a conversation is paced and bounded.
///
/// @param login until the first prompt stands
/// @param show for a command that only reads
/// @param settle how long a line must stand still before it is taken for a question, or for a
///   prompt where the command was not echoed
/// @param firstWords until a command that starts long work must have said something: a busy install
///   engine silently drops what it is asked
/// @param longestOutput characters of one command's output
/// @param longestLine characters of one line
public record CliSettings(
    Duration login,
    Duration show,
    Duration settle,
    Duration firstWords,
    int longestOutput,
    int longestLine) {

  public static CliSettings defaults() {
    return new CliSettings(
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofMillis(1500),
        Duration.ofSeconds(60),
        16 * 1024 * 1024,
        64 * 1024);
  }
}
