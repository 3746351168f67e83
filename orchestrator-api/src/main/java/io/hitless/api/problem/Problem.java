package io.hitless.api.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/// The body of every answer that says no (RFC 9457, `application/problem+json`).
///
/// @param type names the kind of problem, one for each `code`
/// @param detail what is wrong this time
/// @param instance path that was asked
/// @param traceId finds the request in the service's log
/// @param violations what is wrong with the input
/// @param blockedBy rules that said no
/// @param more what belongs to one code only, such as the open `job` of `device-busy`
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    String traceId,
    List<Violation> violations,
    List<BlockedBy> blockedBy,
    @JsonAnyGetter Map<String, Object> more) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /// Request attribute: the problem that was answered, for whoever writes down what was refused.
  public static final String ANSWERED = "io.hitless.api.problem.answered";

  /// What `rejection` looks like as the answer to one request.
  public static Problem of(Rejection rejection, String path, String traceId) {
    Code code = rejection.code();
    return new Problem(
        "urn:hitless:problem:" + code.word(),
        code.title(),
        code.status(),
        rejection.detail(),
        path,
        code.word(),
        traceId,
        rejection.violations(),
        rejection.blockedBy(),
        rejection.more());
  }
}
