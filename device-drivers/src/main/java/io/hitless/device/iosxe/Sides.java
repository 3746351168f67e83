package io.hitless.device.iosxe;

import io.hitless.device.DeviceException;
import io.hitless.device.command.Phrase;
import io.hitless.device.facts.Operations;
import io.hitless.device.facts.Operations.Aspect;
import io.hitless.device.facts.Operations.Seen;
import io.hitless.device.facts.Reading;
import io.hitless.device.iosxe.show.Printed;
import io.hitless.device.iosxe.show.ShowCdpNeighbors;
import io.hitless.device.iosxe.show.ShowEtherchannelSummary;
import io.hitless.device.iosxe.show.ShowIpInterfaceBrief;
import io.hitless.device.iosxe.show.ShowIpRouteSummary;
import io.hitless.device.iosxe.show.ShowMacAddressTableCount;
import io.hitless.device.iosxe.show.ShowSpanningTreeRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Asks a Catalyst what it does for the network, side by side. A side that the release doesn't
/// know, the account may not see, or that reads like nothing known is named; the others are still
/// asked.
final class Sides {
  private final Console console;
  private final List<Seen> seen = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  Sides(Console console) {
    this.console = console;
  }

  Operations all() {
    listed(Aspect.INTERFACES_UP, Phrase.SHOW_INTERFACES, ShowIpInterfaceBrief::parse);
    listed(Aspect.NEIGHBOURS, Phrase.SHOW_NEIGHBORS, ShowCdpNeighbors::parse);
    listed(Aspect.PORT_CHANNEL_MEMBERS, Phrase.SHOW_ETHERCHANNELS, ShowEtherchannelSummary::parse);
    counted(Aspect.ROUTES, Phrase.SHOW_ROUTES, ShowIpRouteSummary::parse);
    counted(Aspect.MAC_ADDRESSES, Phrase.SHOW_MAC_COUNT, ShowMacAddressTableCount::parse);
    listed(Aspect.SPANNING_TREE_ROOTS, Phrase.SHOW_SPANNING_TREE, ShowSpanningTreeRoot::parse);
    return new Operations(seen, unread);
  }

  private void listed(
      Aspect aspect, Phrase phrase, Function<Printed, Reading<List<String>>> parse) {
    read(aspect, phrase, parse)
        .ifPresent(items ->
            seen.add(new Seen(aspect, phrase.form(), items.value(), items.value().size())));
  }

  private void counted(Aspect aspect, Phrase phrase, Function<Printed, Reading<Long>> parse) {
    read(aspect, phrase, parse)
        .ifPresent(count -> seen.add(new Seen(aspect, phrase.form(), List.of(), count.value())));
  }

  private <T> Optional<Reading<T>> read(
      Aspect aspect, Phrase phrase, Function<Printed, Reading<T>> parse) {
    try {
      Optional<Printed> printed = console.tryAsking(phrase.with());
      if (printed.isEmpty()) {
        unread.add(aspect + ": the device does not know '" + phrase.form() + "'");
      }
      return printed.map(parse);
    } catch (DeviceException.UnrecognisedOutput | DeviceException.NotAuthorised none) {
      unread.add(aspect + ": " + none.getMessage());
      return Optional.empty();
    }
  }
}
