package io.hitless.access;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// Which devices a caller may know of: those at one of the sites that have one of the tags. What is
/// empty doesn't narrow.
public record Scope(Set<String> sites, Set<String> tags) {
  public static final Scope EVERYTHING = new Scope(Set.of(), Set.of());

  public Scope {
    sites = Set.copyOf(sites);
    tags = Set.copyOf(tags);
  }

  /// Whether it narrows nothing.
  public boolean everything() {
    return sites.isEmpty() && tags.isEmpty();
  }

  /// Whether a device of this site and these tags is within.
  public boolean covers(Optional<String> site, Collection<String> tagged) {
    return (sites.isEmpty() || site.filter(sites::contains).isPresent())
        && (tags.isEmpty() || !Collections.disjoint(tags, tagged));
  }

  /// Whether whatever is within `other` is within this one.
  public boolean includes(Scope other) {
    return narrowed(sites, other.sites) && narrowed(tags, other.tags);
  }

  private static boolean narrowed(Set<String> wide, Set<String> narrow) {
    return wide.isEmpty() || (!narrow.isEmpty() && wide.containsAll(narrow));
  }
}
