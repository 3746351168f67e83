package io.hitless.api.audit;

import io.hitless.audit.ChainFault;
import io.hitless.audit.ChainReport;
import io.hitless.audit.Mark;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/// What a verification of the log found.
///
/// @param rows compared with how they were sealed
/// @param retired rows that were dropped because of their age
/// @param start where the chain begins: behind what was dropped
/// @param head the last place of the chain that is right: worth keeping elsewhere, as an anchor
/// @param firstBad the first row that is not as it was sealed
@Schema(name = "AuditVerification")
record ChainView(
    boolean intact,
    long rows,
    long retired,
    MarkView start,
    MarkView head,
    Optional<FaultView> firstBad) {
  static ChainView of(ChainReport report) {
    return new ChainView(
        report.intact(),
        report.rows(),
        report.retired(),
        MarkView.of(report.start()),
        MarkView.of(report.reached()),
        report.firstBad().map(FaultView::of));
  }

  /// A place in the chain: everything up to a row, in one hash.
  @Schema(name = "AuditMark")
  record MarkView(long id, String hash) {
    static MarkView of(Mark mark) {
      return new MarkView(mark.id(), mark.hash().toString());
    }
  }

  /// What is wrong.
  @Schema(name = "AuditFault")
  record FaultView(ChainFault.Kind fault, long id, String detail) {
    static FaultView of(ChainFault fault) {
      return new FaultView(fault.kind(), fault.id(), fault.detail());
    }
  }
}
