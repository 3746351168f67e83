package io.hitless.device;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Recognises secrets that this process has met without keeping any of them: of each form only the
/// length and a number are kept (Rabin and Karp's, with a random base), and nobody reads a secret
/// out of those. For texts that were not struck at their source: the last net, before a log.
///
/// What may be seen of a text counts: line ends and backspaces inside a secret hide nothing. For
/// any number of threads.
public final class KnownSecrets {
  /// A shorter one would strike words that are nobody's secret.
  private static final int SHORTEST = 6;

  /// Longer forms are known by their parts of this length.
  private static final int LONGEST = 32;

  private static final int MOST = 100_000;

  /// A prime: 2^61 - 1.
  private static final long PRIME = (1L << 61) - 1;

  private final long base = 1_000_003 + (new SecureRandom().nextLong() >>> 4);
  private final Map<Integer, Set<Long>> numbers = new ConcurrentHashMap<>();
  private final long[] powers = new long[LONGEST + 1];

  public KnownSecrets() {
    powers[0] = 1;
    for (int i = 1; i <= LONGEST; i++) {
      powers[i] = times(powers[i - 1], base % PRIME);
    }
  }

  /// From now on every form of a secret of one line is recognised.
  public void learn(String secret) {
    learn(SecretForms.of(secret));
  }

  /// The same for what logs in.
  public void learn(Credentials login) {
    login.oneLiners().map(Secret::reveal).forEach(this::learn);
    login.privateKey().map(Secret::reveal).map(SecretForms::ofKey).ifPresent(this::learn);
  }

  private void learn(Collection<String> forms) {
    if (numbers.values().stream().mapToInt(Set::size).sum() > MOST) {
      numbers.clear();
    }
    for (String form : forms) {
      for (int from = 0; from < form.length(); from += LONGEST) {
        int start = Math.max(0, Math.min(from, form.length() - LONGEST));
        remember(form.substring(start, Math.min(form.length(), start + LONGEST)));
      }
    }
  }

  private void remember(String part) {
    if (part.length() >= SHORTEST) {
      long[] sums = sums(part, part.length());
      numbers
          .computeIfAbsent(part.length(), any -> ConcurrentHashMap.newKeySet())
          .add(sums[part.length()]);
    }
  }

  /// `text` without the secrets that are known; the same object when it holds none.
  public String strike(String text) {
    int[] seen = new int[text.length()];
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '\r' || text.charAt(i) == '\t') {
        seen[visible.length()] = i;
        visible.append(text.charAt(i));
      }
    }
    boolean[] secret = new boolean[text.length()];
    return mark(visible, seen, secret) ? without(text, secret) : text;
  }

  private boolean mark(CharSequence visible, int[] seen, boolean[] secret) {
    long[] sums = sums(visible, visible.length());
    boolean any = false;
    for (Map.Entry<Integer, Set<Long>> each : numbers.entrySet()) {
      int length = each.getKey();
      for (int end = length; end <= visible.length(); end++) {
        long number = sums[end] - times(sums[end - length], powers[length]);
        if (each.getValue().contains(number < 0 ? number + PRIME : number)) {
          any = true;
          for (int at = end - length; at < end; at++) {
            secret[seen[at]] = true;
          }
        }
      }
    }
    return any;
  }

  private static String without(String text, boolean[] secret) {
    StringBuilder left = new StringBuilder(text.length());
    boolean striking = false;
    for (int i = 0; i < secret.length; i++) {
      if (secret[i]) {
        left.append(striking ? "" : StruckText.STRUCK);
        striking = true;
      } else {
        striking &= text.charAt(i) <= '\r';
        left.append(text.charAt(i));
      }
    }
    return left.toString();
  }

  private long[] sums(CharSequence text, int length) {
    long[] sums = new long[length + 1];
    for (int i = 0; i < length; i++) {
      long next = times(sums[i], base % PRIME) + text.charAt(i) + 1;
      sums[i + 1] = next >= PRIME ? next - PRIME : next;
    }
    return sums;
  }

  private static long times(long one, long other) {
    long high = Math.multiplyHigh(one, other);
    long low = one * other;
    long sum = (low & PRIME) + ((high << 3) | (low >>> 61));
    return sum >= PRIME ? sum - PRIME : sum;
  }
}
