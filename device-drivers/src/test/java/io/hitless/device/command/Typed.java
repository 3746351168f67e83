package io.hitless.device.command;

/// Lines for tests of the conversation itself. What ships has no way to make a line of its own: the
/// constructor is not public.
public final class Typed {
  private Typed() {}

  public static Command line(String text) {
    return new Command(Phrase.CUSTOM_CHECK, text);
  }
}
