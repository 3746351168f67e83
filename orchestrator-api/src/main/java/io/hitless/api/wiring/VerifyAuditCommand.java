package io.hitless.api.wiring;

import io.hitless.api.audit.Export;
import io.hitless.audit.ChainReport;
import io.hitless.audit.ChainVerifier;
import io.hitless.audit.Hash;
import io.hitless.audit.Mark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// `bin/verify-audit FILE [ID:HASH]`: verifies an exported log without service or database. Ends
/// with 0 when it is as it was sealed, 1 when not, 2 when the file is no export of ours.
public final class VerifyAuditCommand {
  private VerifyAuditCommand() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out));
  }

  static int run(String[] arguments, PrintStream out) {
    if (arguments.length < 1 || arguments.length > 2) {
      out.println(
          "verify-audit FILE [ID:HASH]    (GET /api/v1/audit/export; a head kept elsewhere)");
      return 2;
    }
    ChainReport report;
    try (Stream<String> lines = Files.lines(Path.of(arguments[0]))) {
      var verifier =
          new ChainVerifier(
              arguments.length == 2 ? Optional.of(mark(arguments[1])) : Optional.empty());
      Export.read(lines, verifier);
      report = verifier.report();
    } catch (IOException | RuntimeException unreadable) {
      out.println(arguments[0] + ": " + unreadable.getMessage());
      return 2;
    }
    report.firstBad().ifPresent(it -> out.printf("%s: %s%n", it.kind(), it.detail()));
    out.printf(
        "%d rows verified, %d retired, from %s to %s: %s%n",
        report.rows(),
        report.retired(),
        report.start(),
        report.reached(),
        report.intact() ? "as it was sealed" : "NOT as it was sealed");
    return report.intact() ? 0 : 1;
  }

  private static Mark mark(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("the anchor is ID:HASH");
    }
    return new Mark(
        Long.parseLong(text.substring(0, colon)), Hash.parse(text.substring(colon + 1)));
  }
}
