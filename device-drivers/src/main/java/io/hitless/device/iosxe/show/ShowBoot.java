package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.UnitBoot;
import io.hitless.device.facts.UnitBoot.Manual;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show boot system` and `show boot`, which differ by platform and release and print one of two
/// forms: a block a switch (`Manual Boot = no`), or variables of the active and the standby
/// (`MANUAL_BOOT variable = no`).
public final class ShowBoot {
  private static final Pattern SWITCH = Pattern.compile("^\\s*(Switch \\d{1,2})\\s*$");
  private static final Pattern RULER = Pattern.compile("\\s*-*\\s*");
  private static final Pattern NEXT_RELOAD =
      Pattern.compile("^\\s*Boot Variables on next reload\\s*:");
  private static final Pattern CURRENT = Pattern.compile("^\\s*Current Boot Variables\\s*:");
  private static final Pattern BOOT_VARIABLE = Pattern.compile("(?i)BOOT variable(?!s)");
  private static final Pattern MANUAL = Pattern.compile("(?i)Manual Boot");
  private static final Pattern BOOT_LABEL = Pattern.compile("(?i)BOOT variable(?!s)|Manual Boot");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "(?<standby>Standby )?(?<name>BOOT|MANUAL_BOOT) variable(?: =\\s*(?<value>.*)|(?<none> does not exist))");

  private static final Pattern NAMES_AN_IMAGE = Pattern.compile("(?i)\\.bin\\b|packages\\.conf");
  private static final Pattern BOOT_LINE =
      Pattern.compile("(?:Standby )?BOOT (?:variable|path-list) *[=:].*");
  private static final Pattern IMAGE = Pattern.compile("(?:[A-Za-z0-9-]+:)?[A-Za-z0-9_./+@~%-]+");
  private static final Pattern DECIDES =
      Pattern.compile("(?i)BOOT variable|Manual.Boot|Switch \\d");

  private ShowBoot() {}

  public static Reading<List<UnitBoot>> parse(Printed printed) {
    refuseDamaged(printed);
    List<UnitBoot> units = printed.indexOf(SWITCH) >= 0 ? blocks(printed) : variables(printed);
    List<String> evidence =
        printed.lines().stream()
            .map(String::strip)
            .filter(line ->
                line.matches(
                    "(?i)Switch \\d+|(?:Standby )?(?:BOOT|MANUAL_BOOT) variable.*|Manual Boot.*"))
            .toList();
    return printed.reading(units, evidence);
  }

  /// Whatever names an image is a boot variable, or was one: a variable that is not recognised any
  /// more would leave another one to speak for it.
  private static void refuseDamaged(Printed printed) {
    printed.refuseSwallowed(DECIDES);
    printed.refuseNearly("Boot Variables on next reload", "Manual Boot", "BOOT variable");
    for (String line : printed.lines()) {
      if (NAMES_AN_IMAGE.matcher(line).find() && !BOOT_LINE.matcher(line.strip()).matches()) {
        throw printed.refused("names an image, but not in a boot variable: " + line.strip());
      }
    }
  }

  private static List<UnitBoot> blocks(Printed printed) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < printed.lines().size(); i++) {
      if (SWITCH.matcher(printed.lines().get(i)).matches()) {
        starts.add(i);
      }
    }
    if (printed.part(0, starts.getFirst()).says(BOOT_LABEL)) {
      throw printed.refused("names a boot variable before any switch");
    }
    starts.add(printed.lines().size());
    List<UnitBoot> units = new ArrayList<>();
    List<String> form = List.of();
    for (int i = 0; i + 1 < starts.size(); i++) {
      Printed block = printed.part(starts.get(i), starts.get(i + 1));
      units.add(block(block));
      List<String> labels = labels(block);
      if (i > 0 && !labels.equals(form)) {
        throw printed.refused("the switches are not told of in the same way: " + labels);
      }
      form = labels;
    }
    return List.copyOf(units);
  }

  /// Members of a pair run one release, which tells of each in the same lines.
  private static List<String> labels(Printed block) {
    return block.lines().stream()
        .skip(1)
        .filter(line -> !RULER.matcher(line).matches())
        .map(line -> line.split("[=:]", 2)[0].strip())
        .toList();
  }

  /// Each heading once and in order, and under each heading each variable at most once: a line that
  /// was moved would else leave another one to speak for it.
  private static UnitBoot block(Printed block) {
    int current = onlyLine(block, CURRENT);
    int next = onlyLine(block, NEXT_RELOAD);
    if (next < 0 && current >= 0) {
      throw block.refused("cut short: it says what was booted and not what will be");
    }
    if (next >= 0 && current > next) {
      throw block.refused("says what will be booted before what was");
    }
    Printed coming = next < 0 ? block : block.part(next, block.lines().size());
    if (next >= 0) {
      Printed before = block.part(0, next);
      if (current < 0 ? before.says(BOOT_LABEL) : onlyLine(before, BOOT_LABEL) < current) {
        throw block.refused("the boot variable of what was booted is not where it belongs");
      }
    }
    onlyLine(coming, BOOT_VARIABLE);
    onlyLine(coming, MANUAL);
    return new UnitBoot(
        block.lines().getFirst().strip(),
        manual(block, coming.need("Manual Boot")),
        images(block, coming.need("BOOT variable")));
  }

  /// Where the only line stands that a pattern is found in; -1 where there is none.
  private static int onlyLine(Printed part, Pattern pattern) {
    int found = -1;
    for (int i = 0; i < part.lines().size(); i++) {
      if (pattern.matcher(part.lines().get(i)).find()) {
        if (found >= 0) {
          throw part.refused("says twice: " + part.lines().get(i).strip());
        }
        found = i;
      }
    }
    return found;
  }

  private static List<UnitBoot> variables(Printed printed) {
    List<UnitBoot> units = new ArrayList<>();
    units.add(unit(printed, "active", false));
    boolean standby =
        printed.lines().stream().anyMatch(line -> line.strip().startsWith("Standby "));
    if (standby) {
      units.add(unit(printed, "standby", true));
    }
    return List.copyOf(units);
  }

  private static UnitBoot unit(Printed printed, String name, boolean standby) {
    Optional<String> manual = variable(printed, "MANUAL_BOOT", standby);
    Optional<String> boot = variable(printed, "BOOT", standby);
    return new UnitBoot(
        name,
        manual.map(word -> manual(printed, word)).orElse(Manual.NO),
        boot.map(variable -> images(printed, variable)).orElse(List.of()));
  }

  /// @return empty when the device says that it does not exist
  private static Optional<String> variable(Printed printed, String name, boolean standby) {
    List<Matcher> found =
        printed.all(VARIABLE).stream()
            .filter(line -> line.group("name").equals(name))
            .filter(line -> (line.group("standby") != null) == standby)
            .toList();
    if (found.isEmpty()) {
      throw printed.refused(
          (standby ? "the standby's " : "") + "'" + name + " variable' is missing");
    }
    if (found.stream().map(Matcher::group).distinct().count() > 1) {
      throw printed.refused("says '" + name + " variable' twice and differently");
    }
    return Optional.ofNullable(found.getFirst().group("value")).map(String::strip);
  }

  private static Manual manual(Printed printed, String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "yes" -> Manual.YES;
      case "no" -> Manual.NO;
      default -> throw printed.refused("manual boot is neither yes nor no: " + word);
    };
  }

  private static List<String> images(Printed printed, String variable) {
    List<String> images =
        Arrays.stream(variable.split(";", -1))
            .map(String::strip)
            .filter(image -> !image.isEmpty())
            .toList();
    for (String image : images) {
      if (!IMAGE.matcher(image).matches()) {
        throw printed.refused("no name of an image: " + image);
      }
    }
    return images;
  }
}
