package io.hitless.device.iosxe.show;

import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.Reading;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show version running`: which package files run. `consolidated:` means booted from one `.bin`
/// (where even `packages.conf` is `consolidated:packages.conf`), anything under a flash means
/// installed packages.
public final class ShowVersionRunning {
  private static final Pattern FILE = Pattern.compile("File: (?<file>\\S+), on: \\S+");
  private static final Pattern PACKAGE = Pattern.compile("^\\s*Package: ");

  private ShowVersionRunning() {}

  /// @param image the first running file, in the notation of `show version`
  public record Running(BootMode mode, String image) {}

  public static Reading<Running> parse(Printed printed) {
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
    Matcher first =
        files.stream()
            .filter(file -> consolidated == 0 || file.group("file").endsWith(".pkg"))
            .findFirst()
            .orElse(files.getFirst());
    return printed.reading(
        new Running(
            consolidated > 0 ? BootMode.BUNDLE : BootMode.INSTALL,
            first.group("file").replaceFirst("^/(bootflash|flash)/", "$1:")),
        List.of(first.group()));
  }
}
