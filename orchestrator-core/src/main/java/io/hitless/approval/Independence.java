package io.hitless.approval;

import io.hitless.access.Mandates;
import io.hitless.access.Person;
import io.hitless.access.Right;
import java.time.Instant;
import java.util.Optional;

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
    if (Person.among(shown, asker)) {
      return Optional.of(
          asker
              + " asked for it, and was shown the text of the key of "
              + person
              + " that decides");
    }
    var holders = mandates.holders(asker, whoAsked.at());
    if (Person.among(holders, person)) {
      return Optional.of(
          asker + " asked for it, and " + person + " was shown the text of a key of " + asker);
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

  /// Whether `person` is `asker`, or was shown a key of theirs that counted at `at`.
  boolean oneHand(String person, String asker, Instant at) {
    return Person.same(person, asker) || Person.among(mandates.holders(asker, at), person);
  }

  boolean may(String by, Right right, Instant now) {
    return mandates.may(by, right, now);
  }
}
