package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.Redundancy.Processor;
import io.hitless.device.facts.SoftwareVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show redundancy`: both processors as the active one sees them.
///
/// The same labels stand in a part for each processor, so the parts are read apart. Without a peer
/// the device says so in a sentence of its own; an answer that ends before is cut.
public final class ShowRedundancy {
  private static final Pattern SYSTEM = Pattern.compile("^\\s*Redundant System Information\\s*:");
  private static final Pattern CURRENT = Pattern.compile("^\\s*Current Processor Information\\s*:");
  private static final Pattern PEER = Pattern.compile("^\\s*Peer Processor Information\\s*:");
  private static final Pattern NO_PEER =
      Pattern.compile(
          "Peer \\(\\s*(?<location>[^)]{1,40}?)\\s*\\) information is not available because it is in '(?<state>[^']{1,60})' state");
  private static final String LAST_LABEL = "Configuration register";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private ShowRedundancy() {}

  public static Reading<Redundancy> parse(Printed printed) {
    printed.refuseNearly("Image Version", "Current Software state");
    int system = printed.indexOf(SYSTEM);
    int current = printed.indexOf(CURRENT);
    int peer = printed.indexOf(PEER);
    Optional<Matcher> noPeer = printed.only(NO_PEER);
    if (system < 0 || current < system) {
      throw printed.refused("the parts on the system and the current processor are missing");
    }
    if ((peer < 0) == noPeer.isEmpty() || (peer >= 0 && peer < current)) {
      throw printed.refused("cut short: it says nothing clear of the peer");
    }
    Printed whole = printed.part(system, current);
    int end = peer >= 0 ? peer : printed.lines().size();
    Processor active = processor(printed.part(current, end), "Active Location");
    Processor other =
        peer >= 0
            ? processor(printed.part(peer, printed.lines().size()), "Standby Location")
            : absent(noPeer.orElseThrow());
    if (peer >= 0
        && printed.part(current, end).label(LAST_LABEL).isPresent()
        && printed.part(peer, printed.lines().size()).label(LAST_LABEL).isEmpty()) {
      throw printed.refused("cut short in the part on the peer");
    }
    Redundancy redundancy =
        new Redundancy(
            oneOf(whole, "Hardware Mode", "Duplex", "Simplex"),
            whole.need("Configured Redundancy Mode").toLowerCase(Locale.ROOT),
            whole.need("Operating Redundancy Mode").toLowerCase(Locale.ROOT),
            communications(whole),
            count(whole, "Switchovers system experienced"),
            whole.label("Last switchover reason").filter(reason -> !reason.equals("none")),
            active,
            Optional.of(other));
    if (!active.state().equals("ACTIVE")) {
      throw printed.refused("the answering processor is not active but " + active.state());
    }
    return printed.reading(redundancy, evidence(printed, whole, current));
  }

  private static Processor processor(Printed part, String locationLabel) {
    String image = part.need("Image Version");
    return new Processor(
        part.need(locationLabel),
        part.need("Current Software state").toUpperCase(Locale.ROOT),
        ImageLine.version(image),
        part.label("Uptime in current state").flatMap(Uptime::parse),
        part.label("BOOT").filter(boot -> !boot.isEmpty()));
  }

  private static Processor absent(Matcher sentence) {
    return new Processor(
        sentence.group("location").replaceFirst(":\\s*", " "),
        sentence.group("state").toUpperCase(Locale.ROOT),
        Optional.<SoftwareVersion>empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static boolean communications(Printed whole) {
    String word = whole.need("Communications").split("\\s", 2)[0];
    if (!word.equals("Up") && !word.equals("Down")) {
      throw whole.refused("'Communications' is neither Up nor Down: " + word);
    }
    return word.equals("Up");
  }

  private static boolean oneOf(Printed whole, String label, String yes, String no) {
    String word = whole.need(label);
    if (!word.equals(yes) && !word.equals(no)) {
      throw whole.refused("'" + label + "' is neither " + yes + " nor " + no + ": " + word);
    }
    return word.equals(yes);
  }

  private static int count(Printed whole, String label) {
    String number = whole.need(label);
    if (!NUMBER.matcher(number).matches()) {
      throw whole.refused("'" + label + "' is no number: " + number);
    }
    return Integer.parseInt(number);
  }

  private static List<String> evidence(Printed printed, Printed whole, int current) {
    List<String> evidence =
        new ArrayList<>(
            whole.linesOf("Hardware Mode", "Operating Redundancy Mode", "Communications"));
    for (String line : printed.lines().subList(current, printed.lines().size())) {
      String text = line.strip();
      if (text.matches(
              "(?:Active Location|Standby Location|Current Software state|Uptime in|Image Version).*")
          || NO_PEER.matcher(text).matches()) {
        evidence.add(text);
      }
    }
    return evidence;
  }
}
