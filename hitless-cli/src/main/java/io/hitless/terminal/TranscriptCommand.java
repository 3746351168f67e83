package io.hitless.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hitless transcript`: what was typed, printed and decided.
@Command(
    name = "transcript",
    description = "What was typed, printed and decided for an upgrade; secrets are struck out.",
    mixinStandardHelpOptions = true)
final class TranscriptCommand implements Callable<Integer> {
  private final HitlessCommand hitless;

  @Parameters(paramLabel = "JOB", description = "Id, or a device's name for its newest upgrade")
  private String job = "";

  @Option(names = "--cast", description = "As asciicast v2, for asciinema play and bin/replay")
  private boolean cast;

  TranscriptCommand(HitlessCommand hitless) {
    this.hitless = hitless;
  }

  @Override
  public Integer call() throws IOException {
    Service service = hitless.service();
    Screen screen = hitless.screen();
    String path = "/jobs/" + Names.job(service, job) + "/transcript";
    String form = cast ? "application/x-asciicast" : "text/plain";
    try (InputStream body = service.open(path, "Accept", form)) {
      if (cast || !screen.terminal()) {
        body.transferTo(screen.out());
      } else {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          screen.line(line);
        }
      }
    }
    screen.out().flush();
    return Exit.YES;
  }
}
