package io.hitless.device.cli;

import io.hitless.device.Credentials;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The only door from a conversation to whoever records it; secrets are struck out here, also when
/// the device echoes them in pieces.
///
/// What might be the beginning of a secret is held back until the next piece shows that it isn't.
final class Transcript {
  private static final String STRUCK = "•••";

  private final SessionLog log;
  private final InstantSource clock;
  private List<String> secrets;
  private String heldBack = "";

  Transcript(SessionLog log, InstantSource clock, Credentials credentials) {
    this.log = log;
    this.clock = clock;
    List<String> texts = new ArrayList<>();
    for (Optional<Secret> secret : List.of(credentials.password(), credentials.enableSecret())) {
      secret.map(Secret::reveal).filter(text -> !text.isEmpty()).ifPresent(texts::add);
    }
    secrets = longestFirst(texts);
  }

  /// From now on `secret` is struck out as well.
  void alsoStrike(String secret) {
    if (!secret.isEmpty() && !secrets.contains(secret)) {
      List<String> texts = new ArrayList<>(secrets);
      texts.add(secret);
      secrets = longestFirst(texts);
    }
  }

  private static List<String> longestFirst(List<String> texts) {
    return texts.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  void sent(String line) {
    log.sent(clock.instant(), strike(line));
  }

  void received(String piece) {
    String text = strike(heldBack + piece);
    int keep = beginningOfSecret(text);
    heldBack = text.substring(text.length() - keep);
    String shown = text.substring(0, text.length() - keep);
    if (!shown.isEmpty()) {
      log.received(clock.instant(), shown);
    }
  }

  void deviceLog(String line) {
    log.deviceLog(clock.instant(), strike(line));
  }

  /// Gives out what was held back; what is left of a secret is struck.
  void end() {
    if (!heldBack.isEmpty()) {
      log.received(clock.instant(), STRUCK);
      heldBack = "";
    }
  }

  /// `text` without secrets, for messages.
  String strike(String text) {
    String struck = text;
    for (String secret : secrets) {
      struck = struck.replace(secret, STRUCK);
    }
    return struck;
  }

  private int beginningOfSecret(String text) {
    int longest = 0;
    for (String secret : secrets) {
      for (int length = Math.min(secret.length() - 1, text.length()); length > longest; length--) {
        if (text.regionMatches(text.length() - length, secret, 0, length)) {
          longest = length;
        }
      }
    }
    return longest;
  }
}
