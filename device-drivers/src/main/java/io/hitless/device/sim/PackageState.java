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

  char letter() {
    return letter;
  }
}
