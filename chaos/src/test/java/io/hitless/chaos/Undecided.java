package io.hitless.chaos;

import org.opentest4j.TestAbortedException;

/// The suite could not judge: the machine is too slow for what was to be arranged. Neither a pass
/// nor a wrong end; the test counts as aborted, and says so.
final class Undecided extends TestAbortedException {
  Undecided(String why) {
    super("UNDECIDED, the machine is too slow to judge: " + why);
    System.out.println(getMessage());
  }
}
