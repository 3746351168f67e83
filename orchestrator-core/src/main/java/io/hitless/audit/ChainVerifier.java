package io.hitless.audit;

import io.hitless.audit.ChainFault.Kind;
import java.util.Optional;

/// Follows the chain row by row and names the first row that is not as it was sealed. It needs
/// nothing but what it is given, so that it judges a database and an exported file alike.
public final class ChainVerifier implements LogChain.Reader {
  /// So far ahead a row is looked for that stands in the wrong place.
  private static final int LOOK_AHEAD = 2_000;

  private final Optional<Mark> anchor;
  private Mark start = Mark.GENESIS;
  private Mark head = Mark.GENESIS;
  private Mark reached = Mark.GENESIS;
  private long last;
  private long rows;
  private long retired;
  private boolean anchored;
  private boolean complete;
  private Optional<ChainFault> fault = Optional.empty();
  private Optional<LogRow> misplaced = Optional.empty();
  private int ahead;

  /// @param anchor a mark that was kept elsewhere and must lie on the chain
  public ChainVerifier(Optional<Mark> anchor) {
    this.anchor = anchor;
  }

  @Override
  public void begin(Mark from, Mark to) {
    start = from;
    reached = from;
    head = to;
    last = from.id();
    anchor.filter(it -> it.id() <= from.id()).ifPresent(this::anchorBefore);
  }

  private void anchorBefore(Mark mark) {
    anchored = true;
    if (!mark.equals(start)) {
      found(
          Kind.NOT_ANCHORED,
          mark.id(),
          mark.id() == start.id()
              ? "the chain begins with another hash than the mark's"
              : "the mark lies before row " + start.id() + ", the last that retention dropped");
    }
  }

  @Override
  public boolean row(ChainedRow next) {
    if (fault.isPresent()) {
      return lookForPlace(next);
    }
    if (next.id() <= last) {
      found(Kind.REORDERED, next.id(), "row " + next.id() + " stands behind row " + last);
      return false;
    }
    last = next.id();
    if (next.link().isEmpty()) {
      found(Kind.INSERTED, next.id(), "row " + next.id() + " was never sealed");
      return false;
    }
    return linked(next, next.link().get());
  }

  private boolean linked(ChainedRow next, Link link) {
    Optional<LogRow> row = next.row();
    if (!link.follows(reached)) {
      found(
          Kind.RELINKED,
          next.id(),
          "the link of row " + next.id() + " does not follow from that of row " + reached.id());
      return false;
    }
    if (row.isEmpty() && !next.retired()) {
      found(Kind.REMOVED, next.id(), "row " + next.id() + " was sealed and is gone");
      return false;
    }
    if (row.isPresent() && !row.get().digest().equals(link.digest())) {
      found(Kind.CHANGED, next.id(), "row " + next.id() + " is not what was sealed");
      misplaced = row;
      return true;
    }
    rows += row.isPresent() ? 1 : 0;
    retired += row.isPresent() ? 0 : 1;
    reached = link.mark();
    anchor.filter(mark -> mark.id() == next.id()).ifPresent(this::anchorHere);
    return fault.isEmpty();
  }

  private void anchorHere(Mark mark) {
    anchored = true;
    if (!mark.equals(reached)) {
      found(Kind.NOT_ANCHORED, mark.id(), "the hash at row " + mark.id() + " is not the mark's");
    }
  }

  /// A row that is not what was sealed in its place may be what was sealed in a later one.
  private boolean lookForPlace(ChainedRow later) {
    boolean here =
        misplaced.isPresent()
            && later.link().isPresent()
            && misplaced.get().at(later.id()).digest().equals(later.link().get().digest());
    if (here) {
      long place = misplaced.get().id();
      fault = Optional.empty();
      found(
          Kind.REORDERED,
          place,
          "in the place of row " + place + " stands what was sealed as row " + later.id());
    }
    ahead++;
    return !here && misplaced.isPresent() && ahead < LOOK_AHEAD;
  }

  @Override
  public void end() {
    complete = true;
  }

  private void found(Kind kind, long id, String detail) {
    fault = Optional.of(new ChainFault(kind, id, detail));
  }

  /// What was found, once everything was read.
  public ChainReport report() {
    if (fault.isEmpty() && !complete) {
      found(Kind.INCOMPLETE, reached.id(), "nothing was told beyond row " + reached.id());
    } else if (fault.isEmpty() && !reached.equals(head)) {
      found(
          Kind.CUT_OFF,
          reached.id(),
          "the chain ends with row " + reached.id() + ", its head is row " + head.id());
    } else if (fault.isEmpty() && anchor.isPresent() && !anchored) {
      found(
          Kind.NOT_ANCHORED,
          anchor.get().id(),
          "no row " + anchor.get().id() + " lies on the chain, as the mark says");
    }
    return new ChainReport(rows, retired, start, reached, fault);
  }
}
