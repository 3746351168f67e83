package io.hitless.api.problem;

import java.util.Locale;

/// Every reason for which the service says no, with its HTTP status. The words (names in
/// kebab-case) are published and never renamed.
public enum Code {
  BAD_REQUEST(400, "The request is not valid HTTP"),
  MALFORMED_JSON(400, "The body is not JSON"),
  MALFORMED_CSV(400, "The body is not a CSV table"),
  BODY_REQUIRED(400, "A body is required"),
  INVALID_REQUEST(400, "The body is not valid"),
  INVALID_PARAMETER(400, "A parameter is not valid"),
  UNKNOWN_PARAMETER(400, "A parameter is not known"),
  UNKNOWN_CURSOR(400, "The cursor is not known"),
  INVALID_HEADER(400, "A header is not valid"),
  IDEMPOTENCY_KEY_REQUIRED(400, "An idempotency key is required"),
  UNAUTHENTICATED(401, "A valid API key is required"),
  FORBIDDEN(403, "The API key may not do this"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "No acceptable representation"),
  BODY_TOO_SLOW(408, "The body did not come in time"),
  DEVICE_BUSY(409, "The device has an open job"),
  NAME_TAKEN(409, "The name is taken"),
  FILENAME_TAKEN(409, "The file name is taken"),
  STILL_IN_USE(409, "Something still needs it"),
  ILLEGAL_IN_STATE(409, "The job does not allow this now"),
  BLOCKED(409, "A rule forbids it"),
  NOT_PUSHED(409, "The service does not send this image"),
  IDEMPOTENCY_KEY_IN_USE(409, "The first request with this key is still running"),
  STALE(412, "It was changed since it was read"),
  BODY_TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not understood"),
  IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
  CONTENT_MISMATCH(422, "The content is not the image's"),
  IF_MATCH_REQUIRED(428, "If-Match is required"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  INTERNAL_ERROR(500, "The service failed"),
  UNAVAILABLE(503, "The service is not available now"),
  INSUFFICIENT_STORAGE(507, "There is no room for it");

  private final int status;
  private final String title;

  Code(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /// HTTP status that goes with it.
  public int status() {
    return status;
  }

  /// The same sentence each time, for people.
  public String title() {
    return title;
  }

  /// Published word (`device-busy`).
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The code for a status that something below the service decided on.
  static Code ofStatus(int status) {
    for (Code code : values()) {
      if (code.status == status) {
        return code;
      }
    }
    return status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
  }
}
