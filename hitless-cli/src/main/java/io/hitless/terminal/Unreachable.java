package io.hitless.terminal;

/// No answer: nobody listens, the name is unknown, the certificate is not trusted, it took too
/// long.
final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
