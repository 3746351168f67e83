package io.hitless.device;

import java.util.List;

/// What a device answered to a change. It is evidence, never the outcome: that is decided by
/// reading the device again.
public sealed interface Reply {

  /// The lines printed, without echo and prompt.
  List<String> said();

  /// It took the command and printed no refusal.
  record Accepted(List<String> said) implements Reply {
    public Accepted {
      said = List.copyOf(said);
    }
  }

  /// It said no.
  ///
  /// @param reason which refusal this is
  /// @param words the device's own line that says so
  record Refused(Refusal reason, String words, List<String> said) implements Reply {
    public Refused {
      said = List.copyOf(said);
    }
  }
}
