package io.hitless.device.sim;

/// The letters of the install tables.
enum PackageState {
  INACTIVE('I'),
  UNCOMMITTED('U'),
  COMMITTED('C'),
  DEACTIVATED('D');

  private final char letter;

  PackageState(char letter) {
    this.letter = letter;
  }

  static PackageState of(char letter) {
    for (PackageState state : values()) {
      if (state.letter == letter) {
        return state;
      }
    }
    throw new IllegalArgumentException("no such state: " + letter);
  }

  char letter() {
    return letter;
  }
}
