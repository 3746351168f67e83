package io.hitless.job.step;

import io.hitless.device.facts.Operations;
import io.hitless.device.facts.Operations.Aspect;
import io.hitless.device.facts.Operations.Seen;
import io.hitless.readiness.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a device did for the network before, held against what it does now.
///
/// @param wrong beyond what is tolerated
/// @param told different, but tolerated
record OperationsCompared(List<String> wrong, List<String> told) {

  static OperationsCompared of(Operations before, Operations now, Tolerances tolerances) {
    List<String> wrong = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Seen was : before.seen()) {
      Optional<Seen> is =
          now.seen().stream().filter(seen -> seen.aspect() == was.aspect()).findFirst();
      if (is.isEmpty()) {
        wrong.add(word(was.aspect()) + " could be read before, and can not be now" + why(was, now));
      } else {
        compare(was, is.get(), tolerances, wrong, told);
      }
    }
    return new OperationsCompared(wrong, told);
  }

  private static void compare(
      Seen was, Seen is, Tolerances tolerances, List<String> wrong, List<String> told) {
    switch (was.aspect()) {
      case INTERFACES_UP -> listed(was, is, tolerances.interfacesLost(), wrong, told);
      case NEIGHBOURS -> listed(was, is, tolerances.neighboursLost(), wrong, told);
      case PORT_CHANNEL_MEMBERS -> listed(was, is, tolerances.channelMembersLost(), wrong, told);
      case SPANNING_TREE_ROOTS -> listed(was, is, tolerances.rootsChanged(), wrong, told);
      case ROUTES -> counted(was, is, tolerances.routesLostPercent(), wrong, told);
      case MAC_ADDRESSES -> counted(was, is, tolerances.macsLostPercent(), wrong, told);
    }
  }

  private static void listed(
      Seen was, Seen is, int tolerated, List<String> wrong, List<String> told) {
    List<String> lost = new ArrayList<>(was.items());
    lost.removeAll(is.items());
    List<String> gained = new ArrayList<>(is.items());
    gained.removeAll(was.items());
    List<String> to = lost.size() > tolerated ? wrong : told;
    lost.forEach(item -> to.add("- " + word(was.aspect()) + ": " + item));
    gained.forEach(item -> told.add("+ " + word(was.aspect()) + ": " + item));
  }

  private static void counted(
      Seen was, Seen is, int tolerated, List<String> wrong, List<String> told) {
    if (was.count() == is.count()) {
      return;
    }
    boolean tooFew = is.count() * 100 < was.count() * (100 - tolerated);
    (tooFew ? wrong : told)
        .add(word(was.aspect()) + ": " + was.count() + " before, " + is.count() + " now");
  }

  private static String why(Seen was, Operations now) {
    return now.unread().stream()
        .filter(line -> line.startsWith(was.aspect().name()))
        .findFirst()
        .map(line -> " (" + line + ")")
        .orElse("");
  }

  private static String word(Aspect aspect) {
    return aspect.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
