package io.hitless.api.wiring;

import io.hitless.api.job.Asciicast;
import io.hitless.device.iosxe.DriverSettings;
import io.hitless.device.iosxe.IosXePlayback;
import io.hitless.replay.Difference;
import io.hitless.replay.Replay;
import io.hitless.replay.ReplayReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// `bin/replay FILE`: judges a recording again that was saved as an asciicast, without service,
/// database or device. Ends with 0 when this release would have done the same, 1 when not, 2 when
/// the file is no recording of ours.
public final class ReplayCommand {
  private ReplayCommand() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out));
  }

  static int run(String[] arguments, PrintStream out) {
    if (arguments.length != 1) {
      out.println("replay FILE    (GET /api/v1/jobs/{id}/transcript as application/x-asciicast)");
      return 2;
    }
    Replay replay =
        new Replay(new IosXePlayback(InstantSource.system(), DriverSettings.defaults()));
    try (Stream<String> lines = Files.lines(Path.of(arguments[0]))) {
      Asciicast.read(lines, JsonMapper.shared(), replay);
    } catch (IOException | RuntimeException unreadable) {
      out.println(arguments[0] + ": " + unreadable.getMessage());
      return 2;
    }
    return told(replay.report(), out);
  }

  private static int told(ReplayReport report, PrintStream out) {
    for (Difference found : report.differences()) {
      out.printf("%s %s: %s%n", found.at(), found.kind(), found.about());
      out.printf("  then: %s%n  now:  %s%n", found.then(), found.now());
    }
    out.printf(
        "%d sessions, %d questions, %d changes, %d verdicts played, %d skipped: %s%n",
        report.sessions(),
        report.questions(),
        report.changes(),
        report.verdicts(),
        report.skipped(),
        report.agrees() ? "no difference" : report.differing() + " differences");
    return report.agrees() ? 0 : 1;
  }
}
