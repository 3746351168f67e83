package io.hitless.approval;

import java.util.List;
import java.util.Optional;

/// What is to be decided about, as it stands now.
///
/// @param digest of everything in it; another one as soon as anything is changed, and never the
///   same again
/// @param why it needs a second person; empty when it doesn't
/// @param clear request for `clear install state`; absent when it is the upgrade
public record Subject(String digest, List<String> why, Asker asker, Optional<Long> clear) {
  public Subject {
    why = List.copyOf(why);
  }

  /// What whoever asked is called.
  public String askedBy() {
    return asker.name();
  }
}
