package io.hitless.access;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;

/// Names of persons come from keys that people make and from providers of logins, each with its own
/// manners: capitals, and other ways to write the same letters, don't make two persons of one.
public final class Person {
  private Person() {}

  public static boolean same(String one, String other) {
    return plain(one).equals(plain(other));
  }

  public static boolean among(Collection<String> persons, String person) {
    return persons.stream().anyMatch(it -> same(it, person));
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }
}
