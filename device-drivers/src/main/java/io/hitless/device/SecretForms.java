package io.hitless.device;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// The texts in which one secret may show up: as it is, URL-encoded, with the escapes of JSON, and
/// in base64, also in the middle of a longer base64 (`user:password` of basic authentication).
public final class SecretForms {
  /// Encoded, a shorter one would strike words that are nobody's secret.
  private static final int SHORTEST_ENCODED = 4;

  /// A line of a private key that is shorter tells nothing, and might stand anywhere.
  private static final int SHORTEST_KEY_LINE = 16;

  private SecretForms() {}

  /// The forms of a password or another secret of one line.
  public static Set<String> of(String secret) {
    Set<String> forms = new LinkedHashSet<>();
    if (secret.isEmpty()) {
      return forms;
    }
    forms.add(secret);
    if (secret.length() >= SHORTEST_ENCODED) {
      addEncoded(forms, secret);
    }
    return forms;
  }

  /// The lines of a private key, each for itself: whichever shows up gives a part of it away.
  public static Set<String> ofKey(String pem) {
    Set<String> forms = new LinkedHashSet<>();
    pem.lines()
        .map(String::strip)
        .filter(line -> line.length() >= SHORTEST_KEY_LINE && !line.startsWith("-----"))
        .forEach(forms::add);
    return forms;
  }

  private static void addEncoded(Set<String> forms, String secret) {
    String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    for (String form : new String[] {url, url.replace("+", "%20"), everyByteEncoded(secret)}) {
      forms.add(form);
      forms.add(lowerHex(form));
    }
    forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    for (int before = 0; before < 3; before++) {
      String inner = base64(bytes, before);
      forms.add(inner);
      forms.add(inner.replace('+', '-').replace('/', '_'));
    }
  }

  private static String everyByteEncoded(String secret) {
    StringBuilder all = new StringBuilder();
    for (byte each : secret.getBytes(StandardCharsets.UTF_8)) {
      all.append('%').append(String.format(Locale.ROOT, "%02X", each));
    }
    return all.toString();
  }

  private static String lowerHex(String encoded) {
    StringBuilder lower = new StringBuilder(encoded);
    for (int at = lower.indexOf("%");
        at >= 0 && at + 2 < lower.length();
        at = lower.indexOf("%", at + 3)) {
      lower.replace(at, at + 3, lower.substring(at, at + 3).toLowerCase(Locale.ROOT));
    }
    return lower.toString();
  }

  /// The letters that don't depend on what stands before and behind, with so many bytes before the
  /// secret in its group of three.
  private static String base64(byte[] secret, int before) {
    byte[] shifted = new byte[before + secret.length];
    System.arraycopy(secret, 0, shifted, before, secret.length);
    int from = (before * 8 + 5) / 6;
    int to = shifted.length * 8 / 6;
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    Arrays.fill(shifted, (byte) 0);
    return text.substring(from, to);
  }
}
