package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Storage;
import io.hitless.device.facts.StoredFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `dir`: the space of a file system, or whether one file is on it.
public final class Dir {
  private static final Pattern TOTAL =
      Pattern.compile("(?<total>\\d{1,18}) bytes total \\((?<free>\\d{1,18}) bytes free\\)");
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\d+\\s+(?<kind>[-d])[-rwx]{3}\\s+(?<bytes>\\d{1,18})\\s+.*\\s(?<name>\\S+)");
  private static final Pattern HEADING = Pattern.compile("Directory of (?<path>\\S+)");
  private static final Pattern NO_SUCH_FILE =
      Pattern.compile(
          "%?\\s*Error opening (?<path>\\S+) \\((?:No such file or directory|File not found)\\)");
  private static final Pattern NO_SUCH_SYSTEM =
      Pattern.compile(
          "^%?\\s{0,4}Error (?:opening|calling) .{0,400}\\((?:No such device|Invalid argument|Device not ready|No device available|Unknown error).*\\)");

  private Dir() {}

  /// The last line of a listing.
  public static Reading<Storage> space(Printed printed, String fileSystem) {
    Matcher total =
        printed
            .only(TOTAL)
            .orElseThrow(() -> printed.refused("no line 'N bytes total (M bytes free)'"));
    Storage storage =
        new Storage(
            fileSystem, Long.parseLong(total.group("total")), Long.parseLong(total.group("free")));
    if (storage.freeBytes() > storage.totalBytes()) {
      throw printed.refused("more bytes free than there are");
    }
    return printed.reading(storage, List.of(total.group()));
  }

  /// Whether the last line of a listing is there.
  public static boolean saysSpace(Printed printed) {
    return !printed.all(TOTAL).isEmpty();
  }

  /// Whether the device says that it has no such file system: no standby, or other names.
  public static boolean noSuchFileSystem(Printed printed) {
    return !saysSpace(printed) && printed.says(NO_SUCH_SYSTEM);
  }

  /// The listing of exactly one file, or the device's word that there is none.
  public static Reading<Optional<StoredFile>> file(Printed printed, String path) {
    String name = path.substring(path.indexOf(':') + 1).replaceFirst("^/", "");
    Optional<Matcher> none = printed.only(NO_SUCH_FILE);
    List<Matcher> listed =
        printed.all(ENTRY).stream()
            .filter(entry -> entry.group("kind").equals("-") && entry.group("name").equals(name))
            .toList();
    if (none.isPresent()) {
      if (!none.get().group("path").replaceFirst(":/", ":").equals(path.replaceFirst(":/", ":"))
          || !printed.all(ENTRY).isEmpty()) {
        throw printed.refused("it is about another file");
      }
      return printed.reading(Optional.empty(), List.of(none.get().group()));
    }
    if (printed.all(HEADING).isEmpty() || printed.all(TOTAL).isEmpty()) {
      throw printed.refused("no directory listing, or only half of one");
    }
    if (listed.size() > 1) {
      throw printed.refused("lists the file twice");
    }
    return printed.reading(
        listed.stream()
            .findFirst()
            .map(entry -> new StoredFile(path, Long.parseLong(entry.group("bytes")))),
        listed.isEmpty() ? printed.lines() : List.of(listed.getFirst().group()));
  }
}
