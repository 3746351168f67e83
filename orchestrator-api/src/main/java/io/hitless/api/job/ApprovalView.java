package io.hitless.api.job;

import io.hitless.approval.Approval;
import io.hitless.approval.Subject;
import java.time.Instant;
import java.util.List;

/// What a second person has to decide about, and what was decided. Its `ETag` is what `If-Match` of
/// a decision names.
///
/// @param required whether it is asked for at all
/// @param why it is
/// @param decisions oldest first; the last one about the same thing counts
record ApprovalView(
    About about,
    boolean required,
    List<String> why,
    String askedBy,
    String digest,
    List<Decision> decisions) {

  /// The upgrade, or one `clear install state`.
  enum About {
    UPGRADE,
    CLEAR_INSTALL_STATE
  }

  /// @param digest of what it was about: it counts for nothing else
  record Decision(
      About about,
      Approval.Decision decision,
      String by,
      String reason,
      Instant at,
      Instant until,
      String digest) {}

  static ApprovalView of(Subject subject, List<Approval> decisions) {
    return new ApprovalView(
        subject.clear().isPresent() ? About.CLEAR_INSTALL_STATE : About.UPGRADE,
        !subject.why().isEmpty(),
        subject.why(),
        subject.askedBy(),
        subject.digest(),
        decisions.stream()
            .map(it ->
                new Decision(
                    it.clear().isPresent() ? About.CLEAR_INSTALL_STATE : About.UPGRADE,
                    it.decision(),
                    it.name(),
                    it.reason(),
                    it.at(),
                    it.until(),
                    it.digest()))
            .toList());
  }
}
