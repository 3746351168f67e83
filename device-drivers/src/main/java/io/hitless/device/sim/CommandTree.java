package io.hitless.device.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The words a mode of the command line knows, with IOS's manners: any unambiguous beginning of a
/// word will do, and the marker points at the first letter that fits nothing.
final class CommandTree {
  /// What a typed line turned out to be.
  sealed interface Reading {
    /// @param arguments what was typed where the pattern has `<…>`
    record Understood(Command command, List<String> arguments) implements Reading {}

    /// @param column where the marker goes, counted from the first typed letter
    record Invalid(int column) implements Reading {}

    record Incomplete() implements Reading {}

    record Ambiguous() implements Reading {}

    /// A first word that means nothing here.
    record UnknownFirstWord(String word, boolean alone) implements Reading {}
  }

  private static final class Node {
    final Map<String, Node> words = new LinkedHashMap<>();
    @Nullable Node anyWord;
    @Nullable Command restOfLine;
    @Nullable Command end;
  }

  private record Token(String text, int column) {}

  private final Node root = new Node();

  /// Adds a pattern such as `show module`, `copy <from> <to>` or `banner <line...>`.
  CommandTree add(Command command) {
    Node node = root;
    for (String word : command.pattern().split(" ", -1)) {
      if (word.endsWith("...>")) {
        node.restOfLine = command;
        return this;
      }
      if (word.startsWith("<")) {
        if (node.anyWord == null) {
          node.anyWord = new Node();
        }
        node = node.anyWord;
      } else {
        node = node.words.computeIfAbsent(word, name -> new Node());
      }
    }
    node.end = command;
    return this;
  }

  Reading read(String line) {
    List<Token> tokens = tokens(line);
    List<String> arguments = new ArrayList<>();
    Node node = root;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Node here = node;
      List<String> fitting = fitting(here, token.text());
      if (fitting.size() == 1) {
        node = child(here, fitting.getFirst());
      } else if (here.restOfLine != null) {
        arguments.add(line.substring(token.column()).strip());
        return new Reading.Understood(here.restOfLine, arguments);
      } else if (fitting.size() > 1) {
        return new Reading.Ambiguous();
      } else if (here.anyWord != null) {
        arguments.add(token.text());
        node = here.anyWord;
      } else if (i == 0) {
        return new Reading.UnknownFirstWord(token.text(), tokens.size() == 1);
      } else {
        return new Reading.Invalid(token.column() + commonStart(here, token.text()));
      }
    }
    return node.end == null
        ? new Reading.Incomplete()
        : new Reading.Understood(node.end, arguments);
  }

  /// The words that could come next, as `?` lists them.
  List<String> next(String line) {
    Node node = root;
    List<Token> tokens = tokens(line);
    String last =
        line.isEmpty() || line.endsWith(" ") || tokens.isEmpty() ? "" : tokens.removeLast().text();
    for (Token token : tokens) {
      List<String> fitting = fitting(node, token.text());
      Node step = fitting.size() == 1 ? child(node, fitting.getFirst()) : node.anyWord;
      if (step == null) {
        return List.of();
      }
      node = step;
    }
    return node.words.keySet().stream().filter(word -> word.startsWith(last)).sorted().toList();
  }

  private static Node child(Node node, String word) {
    return Optional.ofNullable(node.words.get(word)).orElseThrow();
  }

  private static List<String> fitting(Node node, String typed) {
    String lower = typed.toLowerCase(Locale.ROOT);
    if (node.words.containsKey(lower)) {
      return List.of(lower);
    }
    return node.words.keySet().stream().filter(word -> word.startsWith(lower)).toList();
  }

  private static int commonStart(Node node, String typed) {
    String lower = typed.toLowerCase(Locale.ROOT);
    return node.words.keySet().stream().mapToInt(word -> common(word, lower)).max().orElse(0);
  }

  private static int common(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  private static List<Token> tokens(String line) {
    List<Token> tokens = new ArrayList<>();
    int i = 0;
    while (i < line.length()) {
      if (line.charAt(i) == ' ') {
        i++;
        continue;
      }
      int end = line.indexOf(' ', i);
      end = end < 0 ? line.length() : end;
      tokens.add(new Token(line.substring(i, end), i));
      i = end;
    }
    return tokens;
  }
}
