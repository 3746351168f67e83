package io.hitless.device.iosxe.show;

import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.Reading;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show version running`: which package files run. `consolidated:` means booted from one `.bin`,
/// anything under a flash means installed packages.
public final class ShowVersionRunning {
  private static final Pattern FILE = Pattern.compile("File: (?<file>\\S+), on: \\S+");
  private static final Pattern PACKAGE = Pattern.compile("^\\s*Package: ");

  private ShowVersionRunning() {}

  public static Reading<BootMode> parse(Printed printed) {
    List<Matcher> files = printed.all(FILE);
    if (files.isEmpty() || printed.indexOf(PACKAGE) < 0) {
      throw printed.refused("lists no running packages");
    }
    long consolidated =
        files.stream().filter(file -> file.group("file").startsWith("consolidated:")).count();
    long installed =
        files.stream()
            .filter(
                file -> file.group("file").matches("(?:/?(?:boot)?flash:?/?)\\S+\\.(?:conf|pkg)"))
            .count();
    if (consolidated + installed != files.size() || (consolidated > 0 && installed > 0)) {
      throw printed.refused("its packages come from places that we do not know");
    }
    return printed.reading(
        consolidated > 0 ? BootMode.BUNDLE : BootMode.INSTALL, List.of(files.getFirst().group()));
  }
}
