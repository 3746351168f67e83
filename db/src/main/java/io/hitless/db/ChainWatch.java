package io.hitless.db;

import io.hitless.audit.ChainFault;
import io.hitless.audit.ChainReport;
import io.hitless.audit.ChainVerifier;
import io.hitless.audit.LogChain;
import io.hitless.audit.LogWatch.Verdict;
import io.hitless.event.Event;
import io.hitless.event.Events;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Verifies the log now and then without being asked, and raises the alarm when it was tampered
/// with.
record ChainWatch(LogChain chain, Events events) {
  private static final Logger LOG = LoggerFactory.getLogger(ChainWatch.class);

  /// @param before what the last look found
  Verdict look(Verdict before) {
    chain.seal();
    var verifier = new ChainVerifier(Optional.empty());
    chain.read(verifier);
    ChainReport report = verifier.report();
    if (report.intact()) {
      LOG.info("the log is as it was sealed: {} rows, head {}", report.rows(), report.reached());
      return Verdict.INTACT;
    }
    ChainFault fault = report.firstBad().get();
    if (!fault.kind().tampered()) {
      LOG.info("months were dropped while the log was read: it is read again next time");
      return before;
    }
    alarm(fault);
    return Verdict.BROKEN;
  }

  private void alarm(ChainFault fault) {
    LOG.error("the log was tampered with: {} ({})", fault.detail(), fault.kind());
    events.append(
        new Event.SecurityNote(
            Event.SecurityNote.CHAIN_BROKEN,
            Map.of("fault", fault.kind().name(), "row", fault.id(), "summary", fault.detail())));
  }
}
