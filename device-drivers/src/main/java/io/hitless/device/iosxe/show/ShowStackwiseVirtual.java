package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show stackwise-virtual`: whether two switches are joined into one.
public final class ShowStackwiseVirtual {
  private static final Pattern ENABLED =
      Pattern.compile(
          "Stackwise Virtual\\s*:\\s*(?<word>Enabled|Disabled)", Pattern.CASE_INSENSITIVE);

  private ShowStackwiseVirtual() {}

  public static Reading<Boolean> parse(Printed printed) {
    Matcher enabled =
        printed
            .only(ENABLED)
            .orElseThrow(
                () -> printed.refused("'Stackwise Virtual : Enabled|Disabled' is missing"));
    return printed.reading(
        enabled.group("word").equalsIgnoreCase("Enabled"), java.util.List.of(enabled.group()));
  }
}
