package io.hitless.device.iosxe.show;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What may happen to an output between a switch and us, and what other releases might print: cut,
/// bits flipped, lines doubled or swapped, log lines mixed in or glued on, another wording.
///
/// Two lines of the same label are not swapped: that is the well-formed output of another device.
/// Digits are left alone by flipping bits: a number carries nothing by which a wrong one could be
/// told from a right one.
final class Mutation {
  private static final List<String> LOG =
      List.of(
          "*Feb  8 09:36:01.240 jst: %RF-5-RF_TERMINAL_STATE: Terminal state reached for (SSO)",
          "Feb  8 09:48:33.364: %SYS-5-CONFIG_I: Configured from console by noc on vty0",
          "%IOSXEBOOT-4-ISSU_ONE_SHOT: (rp/0): ISSU finished successfully",
          "000123: *Nov 13 20:47:54.787: %LINK-3-UPDOWN: Interface Te1/0/1, changed state to down");

  private Mutation() {}

  static String of(String text, Random random) {
    String mutated = text;
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      mutated = once(mutated, random);
    }
    return mutated;
  }

  private static String once(String text, Random random) {
    if (text.isEmpty()) {
      return text;
    }
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> flipped(text, random);
      case 3 -> text.substring(0, random.nextInt(text.length()));
      case 4 -> doubled(text, random);
      case 5 -> swapped(text, random);
      case 6 -> logged(text, random);
      case 7 -> gluedLog(text, random);
      default -> reworded(text, random);
    };
  }

  private static String flipped(String text, Random random) {
    int at = random.nextInt(text.length());
    char c = text.charAt(at);
    if (Character.isDigit(c)) {
      return text;
    }
    return text.substring(0, at) + (char) (c ^ (1 << random.nextInt(8))) + text.substring(at + 1);
  }

  private static String doubled(String text, Random random) {
    List<String> lines = lines(text);
    lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
    return String.join("\n", lines);
  }

  private static String swapped(String text, Random random) {
    List<String> lines = lines(text);
    int one = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    if (label(lines.get(one)).equals(label(lines.get(other)))) {
      return text;
    }
    Collections.swap(lines, one, other);
    return String.join("\n", lines);
  }

  private static String label(String line) {
    return line.split("[=:]", 2)[0].strip();
  }

  private static String logged(String text, Random random) {
    List<String> lines = lines(text);
    lines.add(random.nextInt(lines.size()), LOG.get(random.nextInt(LOG.size())));
    return String.join("\n", lines);
  }

  /// At the end of a line, or, worse, in front of the next one.
  private static String gluedLog(String text, Random random) {
    List<String> lines = lines(text);
    int at = random.nextInt(lines.size());
    String log = LOG.get(random.nextInt(LOG.size()));
    lines.set(at, random.nextBoolean() ? lines.get(at) + log : log + lines.get(at));
    return String.join("\n", lines);
  }

  private static String reworded(String text, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> text.replace("switch ", "chassis ");
      case 1 -> text.replace("Switch ", "Chassis ");
      case 2 -> text.replace("chassis ", "switch ");
      case 3 -> text.replace("flash:", "bootflash:");
      case 4 -> text.replace("\n", "\n\n");
      default -> text.replace("  ", "\t");
    };
  }

  private static List<String> lines(String text) {
    return new ArrayList<>(List.of(text.split("\n", -1)));
  }
}
