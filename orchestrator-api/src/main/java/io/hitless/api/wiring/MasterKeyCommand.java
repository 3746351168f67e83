package io.hitless.api.wiring;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// `bin/master-key`: replaces the master key that a service with a database of its own keeps in its
/// data directory. Ends with 0 when it did, 2 when not.
public final class MasterKeyCommand {
  private static final String USAGE =
      """
      master-key replace DATA_DIR   a new key is current from the next start on; the old ones still open
      master-key forget  DATA_DIR   only the current key stays: once GET /api/v1/master-keys says that the others seal nothing
      With an external database keys are HITLESS_MASTER_KEY and HITLESS_OLDER_MASTER_KEYS: docs/security.md.
      """;

  private MasterKeyCommand() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out));
  }

  static int run(String[] arguments, PrintStream out) {
    boolean forget = arguments.length == 2 && arguments[0].equals("forget");
    if (!forget && !(arguments.length == 2 && arguments[0].equals("replace"))) {
      out.print(USAGE);
      return 2;
    }
    Path folder = Path.of(arguments[1]);
    if (!MasterKey.isKept(folder)) {
      out.println("no master key is kept in " + folder);
      return 2;
    }
    try {
      if (forget) {
        MasterKey.forgetOlder(folder);
        out.println(
            "only the current key is kept; the next start says so if it opens not everything");
      } else {
        MasterKey.replace(folder);
        out.println(
            "a new key is kept before the old ones. Start the service again, wait until GET"
                + " /api/v1/master-keys shows 0 for the old ones, then: master-key forget "
                + folder);
      }
      return 0;
    } catch (IOException failed) {
      out.println("the master key in " + folder + " can not be written: " + failed.getMessage());
      return 2;
    }
  }
}
