package io.hitless.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Many secrets, looked for all at once in one walk through a text (Aho and Corasick): what a
/// letter costs does not depend on how many there are.
final class SecretTrie {
  private static final int ROOT = 0;
  private static final int ASCII = 128;

  private final char[][] letters;
  private final int[][] next;
  private final int[] fallback;
  private final int[] depth;
  private final int[] found;
  private final int[] fromRoot = new int[ASCII];

  private SecretTrie(
      List<Map<Character, Integer>> nodes, List<Integer> depths, List<Integer> ends) {
    int size = nodes.size();
    letters = new char[size][];
    next = new int[size][];
    fallback = new int[size];
    depth = new int[size];
    found = new int[size];
    for (int node = 0; node < size; node++) {
      depth[node] = depths.get(node);
      found[node] = ends.get(node);
      freeze(node, nodes.get(node));
    }
    link();
  }

  static SecretTrie of(Collection<String> texts) {
    List<Map<Character, Integer>> nodes = new ArrayList<>();
    List<Integer> depths = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    nodes.add(new TreeMap<>());
    depths.add(0);
    ends.add(0);
    for (String text : texts) {
      int node = ROOT;
      for (int i = 0; i < text.length(); i++) {
        Integer known = nodes.get(node).get(text.charAt(i));
        if (known == null) {
          known = nodes.size();
          nodes.get(node).put(text.charAt(i), known);
          nodes.add(new TreeMap<>());
          depths.add(i + 1);
          ends.add(0);
        }
        node = known;
      }
      ends.set(node, text.length());
    }
    return new SecretTrie(nodes, depths, ends);
  }

  private void freeze(int node, Map<Character, Integer> edges) {
    letters[node] = new char[edges.size()];
    next[node] = new int[edges.size()];
    int at = 0;
    for (Map.Entry<Character, Integer> edge : edges.entrySet()) {
      letters[node][at] = edge.getKey();
      next[node][at] = edge.getValue();
      at++;
      if (node == ROOT && edge.getKey() < ASCII) {
        fromRoot[edge.getKey()] = edge.getValue();
      }
    }
  }

  private void link() {
    Deque<Integer> waiting = new ArrayDeque<>();
    for (int child : next[ROOT]) {
      waiting.add(child);
    }
    while (!waiting.isEmpty()) {
      int node = waiting.remove();
      for (int i = 0; i < letters[node].length; i++) {
        int child = next[node][i];
        fallback[child] = step(fallback[node], letters[node][i]);
        if (found[child] == 0) {
          found[child] = found[fallback[child]];
        }
        waiting.add(child);
      }
    }
  }

  /// Where one more letter leads.
  int step(int state, char letter) {
    int node = state;
    while (true) {
      if (node == ROOT) {
        return letter < ASCII ? fromRoot[letter] : Math.max(ROOT, child(ROOT, letter));
      }
      int child = child(node, letter);
      if (child >= 0) {
        return child;
      }
      node = fallback[node];
    }
  }

  private int child(int node, char letter) {
    char[] known = letters[node];
    for (int i = 0; i < known.length; i++) {
      if (known[i] == letter) {
        return next[node][i];
      }
    }
    return -1;
  }

  /// How many of the last letters may be the beginning of a secret.
  int depth(int state) {
    return depth[state];
  }

  /// How many of the last letters are a secret, the longest that ends here; 0 for none.
  int found(int state) {
    return found[state];
  }
}
