package io.hitless.approval;

import io.hitless.access.Mandates;
import io.hitless.access.Person;
import io.hitless.access.Right;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Whether who decides is another person than who asked: neither the same one with another key or
/// login, nor somebody who was shown a key of the other's, and could be both.
///
/// @param separateMakers whether the two may not hold keys that one third person made, who could be
///   both of them
public record Independence(Mandates mandates, boolean separateMakers) {

  /// One sentence on why not; absent when it is another.
  ///
  /// @param by who decides: a [io.hitless.access.Caller#id]
  Optional<String> flaw(String by, String person, Asker whoAsked) {
    String asker = whoAsked.person();
    if (Person.same(person, asker)) {
      return Optional.of(person + " asked for it");
    }
    var shown = mandates.shownTo(by);
    if (Person.among(bearers(shown), asker)) {
      return Optional.of(
          asker
              + " asked for it, and was shown the text of the key of "
              + person
              + (Person.among(shown, asker)
                  ? " that decides"
                  : " that decides, or made its maker"));
    }
    var holders = mandates.holders(asker, whoAsked.at());
    if (Person.among(bearers(holders), person)) {
      return Optional.of(
          asker
              + " asked for it, and "
              + person
              + " was shown the text of a key of "
              + asker
              + (Person.among(holders, person) ? "" : ", or made its maker"));
    }
    return separateMakers
        ? shown.stream()
            .filter(maker -> Person.among(holders, maker))
            .sorted()
            .findFirst()
            .map(maker ->
                maker + " was shown the texts of the keys of both " + asker + " and " + person)
        : Optional.empty();
  }

  /// Whether one hand can be behind both names: they are the same, or either was shown a key of the
  /// other's.
  boolean oneHand(String person, String asker, Instant at) {
    return Person.same(person, asker)
        || Person.among(bearers(mandates.holders(asker, at)), person)
        || Person.among(bearers(Set.of(person)), asker);
  }

  /// These, whoever was ever shown a key of one of them, whoever was shown a key of one of those,
  /// and so on: who makes a maker is no further away for it.
  private Set<String> bearers(Set<String> first) {
    Set<String> all = new HashSet<>(first);
    Deque<String> unasked = new ArrayDeque<>(first);
    while (!unasked.isEmpty()) {
      for (String bearer : mandates.everShown(unasked.remove())) {
        if (all.add(bearer)) {
          unasked.add(bearer);
        }
      }
    }
    return all;
  }

  boolean may(String by, Right right, Instant now) {
    return mandates.may(by, right, now);
  }
}
