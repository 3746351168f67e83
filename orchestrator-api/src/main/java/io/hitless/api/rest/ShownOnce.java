package io.hitless.api.rest;

import jakarta.servlet.http.HttpServletRequest;

/// A text that an answer shows this once: the answer that is kept for the same request sent again
/// has `null` in its place.
public final class ShownOnce {
  private static final String ATTRIBUTE = ShownOnce.class.getName();

  private ShownOnce() {}

  /// @param text as JSON has it between quotes
  public static void say(HttpServletRequest request, String text) {
    request.setAttribute(ATTRIBUTE, text);
  }

  static String struckFrom(String body, HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String text
        ? body.replace("\"" + text + "\"", "null")
        : body;
  }
}
