package io.hitless.job.step;

import io.hitless.device.Refusal;
import io.hitless.job.Intent;
import io.hitless.job.Sent;
import io.hitless.job.Turn;
import java.util.List;
import java.util.Set;

/// Whose file it is that lies where the image should: this job's only if its last copy may have
/// left one and the file was never seen gone since. Everything else is somebody's.
final class OwnCopy {
  /// Every byte is there.
  static final String WHOLE = "done";

  /// A piece of it is there.
  static final String SHORT = "short";

  /// A piece of it is there, and nobody saw the device end the copy: this replica left, died or
  /// lost the job in the middle of it.
  static final String CUT = "cut";

  /// Nothing is there, and the device said why.
  static final String NOTHING_CAME = "nothing-came";

  /// Nothing is there; perhaps the command never reached the device.
  static final String NOT_DONE = "not-done";

  /// So many commands may be lost with their sessions before they count as copies.
  private static final int MOST_LOST = 2;

  /// So many copies may be cut by replicas that come and go before they count as copies.
  static final int MOST_CUT = 4;

  private static final String ENDED = "copy-ended";

  private static final Set<String> LEAVES_A_FILE = Set.of(WHOLE, SHORT, CUT);

  private OwnCopy() {}

  /// How many copies there were, as far as they count.
  static int begun(Turn turn) {
    return turn.sentBefore(Intent.Kind.COPY)
        - Math.min(settled(turn, NOT_DONE), MOST_LOST)
        - Math.min(settled(turn, CUT), MOST_CUT);
  }

  private static int settled(Turn turn, String as) {
    return (int)
        turn.intents(Intent.Kind.COPY).stream()
            .filter(copy -> copy.settledAs().filter(as::equals).isPresent())
            .count();
  }

  /// Remembers that the last copy came to its end, or to that of its session, without our doing.
  static void ended(Turn turn) {
    int copies = turn.intents(Intent.Kind.COPY).size();
    turn.remember(memory -> memory.attempts.put(ENDED, copies));
  }

  /// What the last copy is, of which a piece is there.
  static String piece(Turn turn) {
    boolean seen = turn.memory().count(ENDED) == turn.intents(Intent.Kind.COPY).size();
    return seen ? SHORT : CUT;
  }

  static boolean lies(Turn turn) {
    List<Intent> copies = turn.intents(Intent.Kind.COPY);
    if (copies.isEmpty()) {
      return false;
    }
    Intent last = copies.getLast();
    boolean left = last.settledAs().map(LEAVES_A_FILE::contains).orElse(true);
    boolean deleted =
        turn.intents(Intent.Kind.DELETE_FILE).stream()
            .filter(delete -> delete.id() > last.id())
            .anyMatch(delete -> delete.settledAs().filter("done"::equals).isPresent());
    return left && !deleted;
  }

  /// Whether a refusal of a copy may have come when some of the file was written already.
  static boolean mayHaveBegun(Sent.Refused refused) {
    return refused.intent().kind() == Intent.Kind.COPY && mayHaveBegun(refused.reply().reason());
  }

  private static boolean mayHaveBegun(Refusal reason) {
    return switch (reason) {
      case COPY_BROKEN, FILE_SERVER_UNREACHABLE, NOT_ENOUGH_SPACE, OTHER -> true;
      case ENGINE_BUSY,
          UNSAVED_CONFIGURATION,
          BUNDLE_MODE,
          PARTIAL,
          ALREADY_ADDED,
          SAME_IMAGE,
          NOT_IN_THIS_STATE,
          UPGRADE_IN_PROGRESS,
          STANDBY_NOT_READY,
          NO_SUCH_FILE,
          NOT_AUTHORISED,
          UNKNOWN_COMMAND,
          FILE_EXISTS,
          FILE_SERVER_LOGIN,
          SCP_SERVER_OFF ->
          false;
    };
  }
}
