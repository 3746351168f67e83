package io.hitless.api.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A request that is refused, on its way to becoming a [Problem].
public final class Rejection extends RuntimeException {
  private final Code code;
  private final transient List<Violation> violations;
  private final transient List<BlockedBy> blockedBy;
  private final transient Map<String, Object> more;
  private final transient Map<String, String> headers;

  private Rejection(
      Code code,
      String detail,
      List<Violation> violations,
      List<BlockedBy> blockedBy,
      Map<String, Object> more,
      Map<String, String> headers) {
    super(detail, null, false, false);
    this.code = code;
    this.violations = List.copyOf(violations);
    this.blockedBy = List.copyOf(blockedBy);
    this.more = Map.copyOf(more);
    this.headers = Map.copyOf(headers);
  }

  public Rejection(Code code, String detail) {
    this(code, detail, List.of(), List.of(), Map.of(), Map.of());
  }

  /// Nothing is called `name` among the `things`.
  public static Rejection notFound(String thing, String name) {
    return new Rejection(Code.NOT_FOUND, "there is no " + thing + " " + Quoted.of(name));
  }

  /// The body breaks at least one rule.
  public static Rejection invalid(List<Violation> violations) {
    String first = violations.getFirst().pointer() + " " + violations.getFirst().message();
    String rest = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
    return new Rejection(
        Code.INVALID_REQUEST, first.strip() + rest, violations, List.of(), Map.of(), Map.of());
  }

  /// A query parameter is not what it should be.
  public static Rejection parameter(String name, String message) {
    return new Rejection(
        Code.INVALID_PARAMETER,
        name + " " + message,
        List.of(new Violation("?" + name, "invalid-parameter", message)),
        List.of(),
        Map.of(),
        Map.of());
  }

  public Rejection withMore(String name, Object value) {
    var all = new LinkedHashMap<>(more);
    all.put(name, value);
    return new Rejection(code, detail(), violations, blockedBy, all, headers);
  }

  public Rejection withHeader(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Rejection(code, detail(), violations, blockedBy, more, all);
  }

  public Rejection withBlockedBy(List<BlockedBy> rules) {
    return new Rejection(code, detail(), violations, rules, more, headers);
  }

  public Code code() {
    return code;
  }

  public String detail() {
    String message = getMessage();
    return message == null ? code.title() : message;
  }

  public List<Violation> violations() {
    return violations;
  }

  public List<BlockedBy> blockedBy() {
    return blockedBy;
  }

  public Map<String, Object> more() {
    return more;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
