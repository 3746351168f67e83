package io.hitless.device.iosxe.show;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.StandbyState;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `show redundancy states`: the peer at this moment. A booting peer is printed without the number
/// that a settled one has (`8 -STANDBY HOT`), and `Redundancy State = sso` stands there already.
public final class ShowRedundancyStates {
  private static final Pattern STATE =
      Pattern.compile("(?:(?<number>\\d{1,2})\\s*-\\s*)?(?<state>[A-Za-z][\\w ()/-]{1,60})");
  private static final String HOT = "STANDBY HOT";
  private static final String HOT_NUMBER = "8";

  private ShowRedundancyStates() {}

  public static Reading<StandbyState> parse(Printed printed) {
    Matcher mine = state(printed, "my state");
    if (!mine.group("state").strip().equals("ACTIVE")) {
      throw printed.refused("this is not the view of the active unit: " + mine.group());
    }
    Matcher peer = state(printed, "peer state");
    String state = peer.group("state").strip();
    String number = peer.group("number");
    if (number != null && number.equals(HOT_NUMBER) != state.equals(HOT)) {
      throw printed.refused("number and word of the peer's state do not belong together");
    }
    String mode = printed.need("Redundancy Mode (Operational)").toLowerCase(Locale.ROOT);
    String communications = printed.need("Communications").split("\\s", 2)[0];
    boolean hot = state.equals(HOT) && communications.equals("Up");
    return printed.reading(
        new StandbyState(state, hot, mode),
        printed.linesOf(
            "my state", "peer state", "Redundancy Mode (Operational)", "Communications"));
  }

  private static Matcher state(Printed printed, String label) {
    Matcher state = STATE.matcher(printed.need(label));
    if (!state.matches()) {
      throw printed.refused("'" + label + "' is not understood: " + printed.need(label));
    }
    return state;
  }
}
