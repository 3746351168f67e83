package io.hitless.api.secrets;

import io.hitless.device.SecretForms;
import io.hitless.device.StruckText;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Secrets that are nobody else's words, each known by where it was given to the service, and a
/// scanner for all of them in every form.
final class Canaries {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Map<String, Set<String>> forms = new HashMap<>();

  /// A new secret of one line; some of its letters are written otherwise in a URL.
  String made(String name) {
    StringBuilder secret = new StringBuilder("Kx/");
    for (int i = 0; i < 14; i++) {
      secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return known(name, secret.append("+9").toString());
  }

  String known(String name, String secret) {
    secrets.put(name, secret);
    Set<String> all = new LinkedHashSet<>(SecretForms.of(secret));
    all.addAll(
        List.of(
            HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)),
            // The middle of a secret is one too, and is all there is where it was cut.
            secret.substring(3, secret.length() - 3)));
    forms.put(name, all);
    return secret;
  }

  String knownKey(String name, String pem) {
    secrets.put(name, pem);
    Set<String> lines = new LinkedHashSet<>();
    // The first line is the same in every key of its kind.
    SecretForms.ofKey(pem).stream().skip(1).forEach(lines::add);
    forms.put(name, lines);
    return pem;
  }

  String of(String name) {
    return secrets.getOrDefault(name, "");
  }

  Set<String> names() {
    return secrets.keySet();
  }

  Set<String> formsOf(String name) {
    return forms.getOrDefault(name, Set.of());
  }

  /// Which of them are in a text, also broken by line ends and control sequences.
  List<String> in(String where, String text) {
    List<String> hits = new ArrayList<>();
    forms.forEach((name, all) -> {
      String without = new StruckText(all).strike(text);
      int at = without.indexOf(StruckText.STRUCK);
      int before = text.indexOf(StruckText.STRUCK);
      if (count(without) > count(text)) {
        int from = Math.max(0, (at < 0 ? before : at) - 60);
        hits.add(
            where
                + ": "
                + name
                + " in …"
                + without.substring(from, Math.min(without.length(), from + 160)));
      }
    });
    return hits;
  }

  private static int count(String text) {
    return text.split(StruckText.STRUCK, -1).length;
  }
}
