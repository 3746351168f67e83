package io.hitless.terminal;

/// The service can't even be asked with these settings.
final class WrongSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongSettings(String message) {
    super(message);
  }
}
