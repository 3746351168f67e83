package io.hitless.readiness;

/// Something was named that isn't there.
public final class UnknownReference extends RuntimeException {
  private final String code;
  private final String pointer;

  UnknownReference(String code, String pointer, String message) {
    super(message);
    this.code = code;
    this.pointer = pointer;
  }

  public String code() {
    return code;
  }

  /// JSON pointer into the request body; empty for the resource itself.
  public String pointer() {
    return pointer;
  }
}
