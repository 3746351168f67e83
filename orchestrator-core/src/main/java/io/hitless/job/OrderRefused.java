package io.hitless.job;

/// An order or an action that cannot be taken as it stands. Nothing was stored.
public final class OrderRefused extends RuntimeException {
  private final String code;
  private final String pointer;
  private final Kind kind;

  public OrderRefused(Kind kind, String code, String pointer, String message) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.pointer = pointer;
  }

  public Kind kind() {
    return kind;
  }

  /// Stable word, kebab-case.
  public String code() {
    return code;
  }

  /// JSON pointer to what is wrong (`/soak`).
  public String pointer() {
    return pointer;
  }

  /// It names something that isn't there, it is wrong in itself, or something else stands against
  /// it.
  public enum Kind {
    UNKNOWN_REFERENCE,
    INVALID,
    CONFLICT
  }
}
