package io.hitless.api.rest;

import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import java.util.Optional;
import java.util.regex.Pattern;

/// A row's version as HTTP has it: a strong `ETag`, asked for again in `If-Match`.
public final class Version {
  private static final Pattern STRONG = Pattern.compile("\"(?:[\\x21\\x23-\\x7e])*\"");

  private Version() {}

  public static String etag(long version) {
    return "\"" + version + "\"";
  }

  /// The version to write against.
  ///
  /// @param ifMatch header as sent
  /// @param current the row's version now
  /// @throws Rejection `if-match-required` without the header, `stale` when it names another
  ///   version
  public static long matched(Optional<String> ifMatch, long current) {
    named(ifMatch, Long.toString(current));
    return current;
  }

  /// Of something whose versions are texts.
  public static String etag(String version) {
    return "\"" + version + "\"";
  }

  /// The same for something whose versions are texts.
  public static String named(Optional<String> ifMatch, String current) {
    String wanted =
        ifMatch
            .map(String::strip)
            .orElseThrow(() ->
                new Rejection(
                    Code.IF_MATCH_REQUIRED, "send If-Match with the ETag that you have read"));
    if (!STRONG.matcher(wanted).matches()) {
      throw new Rejection(Code.INVALID_HEADER, "If-Match must be one strong ETag, such as \"1\"");
    }
    if (!wanted.equals(etag(current))) {
      throw new Rejection(
              Code.STALE, "If-Match is " + wanted + ", the ETag is now " + etag(current))
          .withHeader("ETag", etag(current));
    }
    return current;
  }
}
