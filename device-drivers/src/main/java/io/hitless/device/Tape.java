package io.hitless.device;

import java.time.Duration;
import java.util.List;

/// A part of a recorded conversation in place of a terminal: what is typed must have been typed
/// then, and what was printed after it comes back. Nothing is waited for.
public final class Tape {
  /// Reads in vain after which the conversation counts as broken off: some are a pause that tells a
  /// question from a line that goes on.
  private static final int MOST_SILENCE = 3;

  /// Stands for a secret: recordings have dots in its place, which nobody could type.
  public static final Secret SECRET = Secret.of("struck-out-of-the-recording");

  private List<Piece> pieces = List.of();
  private int next;
  private int silence;

  /// Something typed or printed.
  public record Piece(boolean typed, String text) {}

  /// Today something is typed that was not typed then: how the device would have answered, nobody
  /// knows.
  public static final class Unrecorded extends RuntimeException {
    Unrecorded(String typed) {
      super("'" + typed.strip() + "' is typed now and was not then");
    }
  }

  /// Goes on with another part.
  public void play(List<Piece> part) {
    pieces = List.copyOf(part);
    next = 0;
    silence = 0;
  }

  /// @throws Unrecorded when it was not typed in this part
  public void type(String text) {
    String recorded = text.replace(SECRET.reveal(), StruckText.STRUCK);
    for (int i = next; i < pieces.size(); i++) {
      if (pieces.get(i).typed() && pieces.get(i).text().equals(recorded)) {
        next = i + 1;
        silence = 0;
        return;
      }
    }
    throw new Unrecorded(text);
  }

  /// What was printed next, empty when nothing was before something else was typed.
  ///
  /// @throws DeviceException.HungUp once it is clear that nothing more comes
  public String read(Duration atMost) {
    if (next < pieces.size() && !pieces.get(next).typed()) {
      silence = 0;
      return pieces.get(next++).text();
    }
    if (atMost.isPositive() && ++silence > MOST_SILENCE) {
      throw new DeviceException.HungUp("the recording of this conversation ends here");
    }
    return "";
  }
}
