package io.hitless.device.iosxe.show;

import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.Platform;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show version`: who answers, what it runs, and on platforms with a switch table the mode of
/// every unit.
///
/// The table (`Switch Ports Model …`) is printed by 3850, 9200, 9300 and by the 9500 models that
/// boot from `flash:`; on those it must be there, or the answer is cut.
public final class ShowVersion {
  private static final Pattern IOS_XE = Pattern.compile("IOS[ -]XE|\\(CAT[39]K");
  private static final Pattern XE_LINE = Pattern.compile("Cisco IOS[ -]XE Software, Version .*");
  private static final Pattern IOS_LINE = Pattern.compile("Cisco IOS Software .*Version .*");
  private static final Pattern HOSTNAME = Pattern.compile("(?<name>\\S+) uptime is (?<uptime>.+)");
  private static final Pattern SYSTEM_IMAGE =
      Pattern.compile("System image file is \"(?<image>[^\"]+)\"");
  private static final Pattern RELOAD = Pattern.compile("Last reload reason: ?(?<reason>.*)");
  private static final Pattern MODEL =
      Pattern.compile("[Cc]isco (?<model>\\S+) \\(.*\\) processor.*");
  private static final Pattern MODEL_NAME = Pattern.compile("[A-Z0-9][A-Z0-9+/._-]*");
  private static final Pattern BOARD = Pattern.compile("Processor board ID (?<serial>\\S+)");
  private static final Pattern SYSTEM_SERIAL =
      Pattern.compile("System Serial Number\\s*: (?<serial>\\S+)");
  private static final Pattern TABLE =
      Pattern.compile("^\\s*Switch\\s+Ports\\s+Model\\s+SW Version");
  private static final Pattern RULE = Pattern.compile("[- ]+");
  private static final Pattern ROW =
      Pattern.compile(
          "(?<active>\\*)?\\s*(?<name>\\d{1,2})\\s+\\d{1,4}\\s+(?<model>\\S+)\\s+(?<version>\\S+)\\s+\\S+\\s+(?<mode>INSTALL|BUNDLE)");
  private static final Pattern LOOKS_LIKE_ROW = Pattern.compile("^\\s*\\*?\\s*\\d{1,2}\\s.*");
  private static final Pattern REGISTER = Pattern.compile("^\\s*Configuration register is ");

  private ShowVersion() {}

  public static Reading<Software> parse(Printed printed) {
    if (!printed.says(IOS_XE)) {
      throw printed.refused(
          Foreign.in(printed)
              .map(foreign -> "this is no Catalyst on IOS XE but " + foreign)
              .orElse("this is not what a Catalyst on IOS XE answers to 'show version'"));
    }
    if (printed.says(Pattern.compile("IOS XR Software"))) {
      throw printed.refused("this is no Catalyst on IOS XE but a router on Cisco IOS XR");
    }
    SoftwareVersion version = version(printed);
    Matcher hostname =
        printed.only(HOSTNAME).orElseThrow(() -> printed.refused("no line '<name> uptime is …'"));
    Optional<String> model = printed.only(MODEL).map(line -> line.group("model"));
    Platform platform = model.map(ShowVersion::platform).orElse(Platform.OTHER);
    Optional<String> image = printed.only(SYSTEM_IMAGE).map(line -> line.group("image"));
    List<Software.Unit> units = units(printed);
    Set<String> serials = new LinkedHashSet<>();
    printed.all(BOARD).forEach(line -> serials.add(line.group("serial")));
    printed.all(SYSTEM_SERIAL).forEach(line -> serials.add(line.group("serial")));
    if (!model.map(name -> MODEL_NAME.matcher(name).matches()).orElse(true)) {
      throw printed.refused("no name of a model: " + model.get());
    }
    if (model.isEmpty() || serials.isEmpty()) {
      throw printed.refused("cut short: it names no model or no serial number");
    }
    if (units.isEmpty() && printsTable(platform, image)) {
      throw printed.refused("cut short: a " + model.get() + " prints a table of its switches");
    }
    Software software =
        new Software(
            hostname.group("name"),
            platform,
            model,
            version,
            image,
            Uptime.parse(hostname.group("uptime")),
            printed
                .only(RELOAD)
                .map(line -> line.group("reason").strip())
                .filter(r -> !r.isEmpty()),
            List.copyOf(serials),
            units);
    return printed.reading(software, evidence(printed));
  }

  /// The release is printed twice in two notations; both must mean the same.
  private static SoftwareVersion version(Printed printed) {
    Optional<SoftwareVersion> xe =
        printed.only(XE_LINE).flatMap(line -> ImageLine.version(line.group()));
    Optional<SoftwareVersion> ios =
        printed.only(IOS_LINE).flatMap(line -> ImageLine.version(line.group()));
    if (xe.isPresent() && ios.isPresent() && !xe.get().sameRelease(ios.get())) {
      throw printed.refused("names two releases: " + xe.get() + " and " + ios.get());
    }
    return xe.or(() -> ios)
        .orElseThrow(() -> printed.refused("no line 'Cisco IOS XE Software, Version …'"));
  }

  private static Platform platform(String model) {
    String bare = model.toUpperCase(Locale.ROOT).replaceFirst("^WS-", "");
    if (bare.startsWith("C3850")) {
      return Platform.C3850;
    }
    if (bare.startsWith("C9200")) {
      return Platform.C9200;
    }
    if (bare.startsWith("C9300")) {
      return Platform.C9300;
    }
    if (bare.matches("C94\\d\\d.*")) {
      return Platform.C9400;
    }
    if (bare.startsWith("C9500")) {
      return Platform.C9500;
    }
    return bare.matches("C96\\d\\d.*") ? Platform.C9600 : Platform.OTHER;
  }

  private static boolean printsTable(Platform platform, Optional<String> image) {
    return switch (platform) {
      case C3850, C9200, C9300 -> true;
      case C9500 -> image.map(path -> path.startsWith("flash:")).orElse(false);
      case C9400, C9600, OTHER -> false;
    };
  }

  private static List<Software.Unit> units(Printed printed) {
    int header = printed.indexOf(TABLE);
    if (header < 0) {
      return List.of();
    }
    List<Software.Unit> units = new ArrayList<>();
    for (String line : printed.lines().subList(header + 1, printed.lines().size())) {
      String text = line.strip();
      Matcher row = ROW.matcher(text);
      if (row.matches()) {
        units.add(unit(printed, row));
      } else if (LOOKS_LIKE_ROW.matcher(line).matches()) {
        throw printed.refused("a row of the switch table is not understood: " + text);
      } else if (!RULE.matcher(text).matches()) {
        break;
      }
    }
    printed.refuseSwallowed(ROW);
    if (printed.all(ROW).size() != units.size()) {
      throw printed.refused("rows of the switch table stand outside of it");
    }
    if (units.isEmpty() || printed.indexOf(REGISTER) < header) {
      throw printed.refused("cut short in or behind the table of switches");
    }
    if (units.stream().filter(Software.Unit::active).count() != 1
        || units.stream().map(Software.Unit::name).distinct().count() != units.size()) {
      throw printed.refused("the table of switches contradicts itself");
    }
    return units;
  }

  private static Software.Unit unit(Printed printed, Matcher row) {
    SoftwareVersion version =
        SoftwareVersion.parse(row.group("version"))
            .orElseThrow(() -> printed.refused("no release: " + row.group("version")));
    return new Software.Unit(
        row.group("name"),
        row.group("active") != null,
        row.group("model"),
        version,
        BootMode.valueOf(row.group("mode")));
  }

  private static List<String> evidence(Printed printed) {
    List<String> evidence = new ArrayList<>();
    for (Pattern pattern : List.of(XE_LINE, IOS_LINE, HOSTNAME, SYSTEM_IMAGE, MODEL, ROW)) {
      printed.all(pattern).forEach(line -> evidence.add(line.group()));
    }
    return evidence;
  }
}
