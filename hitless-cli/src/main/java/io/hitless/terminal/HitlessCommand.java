package io.hitless.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `hitless`: what all commands have in common.
@Command(
    name = "hitless",
    mixinStandardHelpOptions = true,
    version = "Hitless, REST API v1",
    synopsisSubcommandLabel = "COMMAND",
    description = "Upgrades of Cisco Catalyst switches without dropped traffic.",
    footerHeading = "%nSettings:%n",
    footer = {
      "  HITLESS_URL, HITLESS_API_KEY (or HITLESS_API_KEY_FILE), HITLESS_CA; or the file",
      "  ~/.config/hitless/config (another by HITLESS_CONFIG) with url=, key-file= or key=, ca=.",
      "  NO_COLOR switches colours off."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; upgrades succeeded, devices are ready",
      "1:done, and the answer is no: an upgrade ended otherwise or is parked, a device is not ready",
      "2:the command line or the settings are wrong",
      "3:the service refused",
      "4:the service can't be reached, or failed"
    },
    subcommands = {HelpCommand.class, GenerateCompletion.class})
public final class HitlessCommand {
  /// How answers are written.
  enum Output {
    /// For people.
    table,
    /// For scripts: what the service answered; streams have one object a line.
    json
  }

  enum Colours {
    auto,
    always,
    never
  }

  private final Surroundings surroundings;

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The service; " + Settings.DEFAULT_URL + " unless the settings say otherwise")
  private @Nullable String url;

  @Option(
      names = "--key-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "File with the API key or an access token")
  private @Nullable Path keyFile;

  @Option(
      names = "--ca",
      scope = ScopeType.INHERIT,
      paramLabel = "PEM",
      description = "Who vouches for the service's certificate")
  private @Nullable Path authority;

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "FORM",
      description = "table or json")
  private @Nullable Output output;

  @Option(
      names = {"--color", "--colour"},
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      description = "auto, always or never")
  private @Nullable Colours colours;

  HitlessCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// Entry of `bin/hitless`.
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = run(Surroundings.ofThisProcess(out, err), arguments);
    out.flush();
    System.exit(code);
  }

  /// @return one of [Exit]
  static int run(Surroundings surroundings, String... arguments) {
    HitlessCommand hitless = new HitlessCommand(surroundings);
    CommandLine line =
        new CommandLine(hitless)
            .addSubcommand(new DevicesCommand(hitless))
            .addSubcommand(new ImagesCommand(hitless))
            .addSubcommand(new ReadinessCommand(hitless))
            .addSubcommand(new JobsCommand(hitless))
            .addSubcommand(new EventsCommand(hitless))
            .addSubcommand(new TranscriptCommand(hitless))
            .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(false)
            .setExecutionExceptionHandler((failure, _, _) -> hitless.tell(failure));
    return line.execute(arguments);
  }

  Service service() {
    return new Service(
        Settings.of(
            new Settings.Given(
                Optional.ofNullable(url),
                Optional.ofNullable(keyFile),
                Optional.ofNullable(authority)),
            surroundings));
  }

  boolean json() {
    return output == Output.json;
  }

  Screen screen() {
    boolean wanted = surroundings.terminal() && !surroundings.variables().containsKey("NO_COLOR");
    return new Screen(
        surroundings, colours == Colours.always || (colours != Colours.never && wanted));
  }

  /// An answer of the service, whole.
  void print(Object answer) {
    surroundings.out().println(Json.pretty(answer));
  }

  void warn(String text) {
    surroundings.err().println(Printable.of(text));
  }

  private int tell(Exception failure) throws Exception {
    return switch (failure) {
      case Refused refused -> {
        if (json()) {
          surroundings.err().println(Json.pretty(refused.problem()));
        } else {
          refused.lines().forEach(this::warn);
        }
        yield refused.failed() ? Exit.UNAVAILABLE : Exit.REFUSED;
      }
      case Unreachable unreachable -> {
        warn(String.valueOf(unreachable.getMessage()));
        yield Exit.UNAVAILABLE;
      }
      case WrongSettings wrong -> {
        warn(String.valueOf(wrong.getMessage()));
        yield Exit.USAGE;
      }
      default -> throw failure;
    };
  }
}
