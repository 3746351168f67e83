package io.hitless.device.sim;

/// Where on the command line a session is.
enum Mode {
  EXEC("exec"),
  ENABLE("enable"),
  CONFIG("config");

  private final String word;

  Mode(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
