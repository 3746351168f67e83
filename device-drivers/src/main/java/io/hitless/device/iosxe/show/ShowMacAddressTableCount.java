package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show mac address-table count`: how many addresses were learned, of all VLANs together.
public final class ShowMacAddressTableCount {
  private static final Pattern TOTAL =
      Pattern.compile("Total Dynamic Address Count\\s{0,40}:\\s{0,40}(?<count>\\d{1,9})");

  private ShowMacAddressTableCount() {}

  public static Reading<Long> parse(Printed printed) {
    Optional<Matcher> total = printed.only(TOTAL);
    if (total.isEmpty()) {
      throw printed.refused("no total of dynamic addresses");
    }
    return printed.reading(
        Long.parseLong(total.get().group("count")), List.of(total.get().group()));
  }
}
