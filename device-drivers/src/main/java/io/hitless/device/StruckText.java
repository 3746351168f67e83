package io.hitless.device;

import java.util.Collection;

/// Strikes secrets out of a text that comes in pieces cut anywhere, in one walk.
///
/// A secret is found as it is, and also with letters between its own that a terminal doesn't show:
/// line ends (a long echo is broken in two), backspaces, control sequences. Line ends inside a
/// struck secret stay. What may be the beginning of a secret is held back until the next piece
/// tells. Not for two threads at once.
public final class StruckText {
  public static final String STRUCK = "•••";

  /// So many unseen letters in a row may stand inside a secret.
  private static final int MOST_UNSEEN = 16;

  private static final char ESCAPE = '\u001b';

  /// What becomes of a letter that is held back.
  private static final char OPEN = '.';

  private static final char SECRET = 'x';
  private static final char ALREADY_STRUCK = 'd';

  private final SecretTrie secrets;
  private final StringBuilder held = new StringBuilder();
  private final StringBuilder fates = new StringBuilder();
  private final StringBuilder visible = new StringBuilder();
  private int exact;
  private int seen;
  private int unseenInRow;
  private boolean escaping;
  private boolean striking;

  /// @param forms in which the secrets show up ([SecretForms])
  public StruckText(Collection<String> forms) {
    this(SecretTrie.of(forms));
  }

  private StruckText(SecretTrie secrets) {
    this.secrets = secrets;
  }

  /// A whole text without the secrets; what comes in pieces is not touched by it.
  public String strike(String text) {
    StruckText once = new StruckText(secrets);
    StringBuilder shown = new StringBuilder(text.length());
    once.walk(text, shown);
    once.show(once.held.length(), shown);
    return shown.toString();
  }

  /// What may be shown by now, of this piece and of what was held back.
  public String pass(String piece) {
    StringBuilder shown = new StringBuilder(piece.length());
    walk(piece, shown);
    return shown.toString();
  }

  /// What is held back, as it came.
  public String held() {
    return held.toString();
  }

  /// Nothing more comes.
  ///
  /// @return what stands for the letters that may have been the beginning of a secret
  public String end() {
    boolean left = fates.indexOf(String.valueOf(OPEN)) >= 0;
    held.setLength(0);
    fates.setLength(0);
    visible.setLength(0);
    exact = 0;
    seen = 0;
    return left ? STRUCK : "";
  }

  private void walk(String piece, StringBuilder shown) {
    for (int i = 0; i < piece.length(); i++) {
      char letter = piece.charAt(i);
      if (held.isEmpty() && !escaping && letter != ESCAPE && secrets.step(0, letter) == 0) {
        striking &= isUnseen(letter);
        shown.append(letter);
      } else {
        take(letter, shown);
      }
    }
    strikeWhole(shown);
  }

  private void take(char letter, StringBuilder shown) {
    boolean unseen = escapes(letter) || isUnseen(letter);
    held.append(letter);
    fates.append(OPEN);
    visible.append(unseen ? '0' : '1');
    exact = secrets.step(exact, letter);
    mark(secrets.found(exact), false);
    if (unseen) {
      unseenInRow++;
      if (unseenInRow > MOST_UNSEEN) {
        seen = 0;
      }
    } else {
      unseenInRow = 0;
      seen = secrets.step(seen, letter);
      mark(secrets.found(seen), true);
    }
    show(
        Math.min(held.length() - secrets.depth(exact), startOfVisible(secrets.depth(seen))), shown);
  }

  private static boolean isUnseen(char letter) {
    return letter == '\r' || letter == '\n' || letter == '\b' || letter == 0;
  }

  /// Whether the letter belongs to a control sequence of the terminal.
  private boolean escapes(char letter) {
    if (escaping) {
      escaping = letter == '[' || letter < '@' || letter > '~';
      return true;
    }
    escaping = letter == ESCAPE;
    return escaping;
  }

  private void mark(int length, boolean visibleOnly) {
    int left = length;
    for (int at = held.length() - 1; left > 0; at--) {
      if (!visibleOnly || visible.charAt(at) == '1') {
        if (fates.charAt(at) == OPEN) {
          fates.setCharAt(at, SECRET);
        }
        left--;
      }
    }
  }

  /// Where the last so many visible letters begin.
  private int startOfVisible(int letters) {
    int from = held.length();
    for (int left = letters; left > 0; left -= visible.charAt(from) - '0') {
      from--;
    }
    return from;
  }

  private void show(int end, StringBuilder shown) {
    for (int i = 0; i < end; i++) {
      char letter = held.charAt(i);
      switch (fates.charAt(i)) {
        case SECRET -> strikeOnce(shown);
        case ALREADY_STRUCK -> {}
        default -> {
          striking &= visible.charAt(i) == '0';
          shown.append(letter);
        }
      }
    }
    if (end > 0) {
      held.delete(0, end);
      fates.delete(0, end);
      visible.delete(0, end);
    }
  }

  private void strikeOnce(StringBuilder shown) {
    if (!striking) {
      shown.append(STRUCK);
    }
    striking = true;
  }

  /// A secret that has come whole needs not wait for what follows, though its end may be the
  /// beginning of another one.
  private void strikeWhole(StringBuilder shown) {
    for (int i = 0; i < fates.length() && fates.charAt(i) != OPEN; i++) {
      strikeOnce(shown);
      fates.setCharAt(i, ALREADY_STRUCK);
    }
  }
}
