package io.hitless.audit;

/// The chain of hashes over the whole log, events and entries. Rows are written without it and
/// sealed in the order of their ids soon afterwards, so that no writer waits for another.
public interface LogChain {

  /// Seals every row that is settled and not sealed yet, however many processes do so at once;
  /// answers how many.
  long seal();

  /// The last link there is.
  Mark head();

  /// Reads the sealed log in order, from the oldest row that is kept up to what was the head when
  /// the reading began.
  void read(Reader reader);

  /// Takes the log, row by row.
  interface Reader {
    /// @param start the last link of what was dropped by retention
    void begin(Mark start, Mark head);

    /// @return whether to go on
    boolean row(ChainedRow row);

    /// Everything up to the head was read, and nothing was dropped meanwhile.
    void end();
  }
}
