package io.hitless.device.facts;

import java.util.List;

/// One fact, the command that was asked for it, and the lines of the answer that say so.
///
/// @param command the exact words sent to the device
/// @param value what they mean
/// @param evidence the device's own lines that the value rests on, never empty unless the device
///   printed nothing
public record Reading<T>(String command, T value, List<String> evidence) {
  public Reading {
    evidence = List.copyOf(evidence);
  }
}
