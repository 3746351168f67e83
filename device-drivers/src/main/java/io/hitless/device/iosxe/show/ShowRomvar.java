package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.UnitBoot;
import io.hitless.device.facts.UnitBoot.Manual;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show romvar`: the boot loader's variables of the answering unit, where neither form of `show
/// boot` exists. Printed as `K=v` or `K="v"`.
public final class ShowRomvar {
  private static final Pattern HEADER = Pattern.compile("^\\s*ROMMON variables");
  private static final Pattern MANUAL = Pattern.compile("MANUAL_BOOT ?= ?\"?(?<value>[^\"]*)\"?");
  private static final Pattern BOOT = Pattern.compile("BOOT ?= ?\"?(?<value>[^\"]*)\"?");

  private ShowRomvar() {}

  public static Reading<List<UnitBoot>> parse(Printed printed) {
    if (printed.indexOf(HEADER) < 0) {
      throw printed.refused("no 'ROMMON variables'");
    }
    Matcher manual =
        printed.only(MANUAL).orElseThrow(() -> printed.refused("'MANUAL_BOOT' is missing"));
    Matcher boot = printed.only(BOOT).orElseThrow(() -> printed.refused("'BOOT' is missing"));
    Manual word =
        switch (manual.group("value").strip()) {
          case "yes" -> Manual.YES;
          case "no" -> Manual.NO;
          default -> throw printed.refused("manual boot is neither yes nor no: " + manual.group());
        };
    List<String> images =
        Arrays.stream(boot.group("value").split(";", -1))
            .map(String::strip)
            .filter(image -> !image.isEmpty())
            .toList();
    return printed.reading(
        List.of(new UnitBoot("active", word, images)), List.of(manual.group(), boot.group()));
  }
}
