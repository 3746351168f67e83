package io.hitless.device.sim;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// Many simulated switches in one process, in the test's own or as a program beside it.
public final class SimulatedFleet implements Closeable {
  /// What another process needs to know about one switch.
  ///
  /// @param hostKeys fingerprints, `SHA256:…`
  /// @param image the image of its natural upgrade, which lies on its flash
  public record Entry(
      String name,
      String address,
      int port,
      String profile,
      List<String> hostKeys,
      String startVersion,
      ImageCatalogue.Image image) {}

  private final List<SimulatedSwitch> switches;

  private SimulatedFleet(List<SimulatedSwitch> switches) {
    this.switches = switches;
  }

  /// Starts as many switches as asked, the profiles taken in turn.
  ///
  /// @param basePort 0: any free ports; otherwise the first of a row
  /// @param settings what all of them have in common
  public static SimulatedFleet start(
      int count,
      List<Profile> profiles,
      int basePort,
      UnaryOperator<SimulatedSwitch.Builder> settings) {
    List<SimulatedSwitch> started =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> {
              Profile profile = profiles.get(i % profiles.size());
              return settings
                  .apply(SimulatedSwitch.builder())
                  .profile(profile)
                  .hostname(name(profile, i + 1))
                  .port(basePort == 0 ? 0 : basePort + i)
                  .start();
            })
            .toList();
    return new SimulatedFleet(started);
  }

  private static String name(Profile profile, int number) {
    return String.format(
        Locale.ROOT, "%s-%03d", profile.platform().toLowerCase(Locale.ROOT), number);
  }

  public List<SimulatedSwitch> switches() {
    return switches;
  }

  public List<Entry> inventory() {
    return switches.parallelStream()
        .map(one ->
            new Entry(
                one.hostname(),
                one.address(),
                one.port(),
                one.profile().name(),
                one.hostKeys(),
                one.profile().startVersion(),
                one.targetImage()))
        .toList();
  }

  @Override
  public void close() {
    switches.forEach(SimulatedSwitch::close);
  }

  private static final String USAGE =
      """
      SimulatedFleet: simulated Catalyst switches as SSH servers. Prints READY once all answer.
        --count N             how many (1)
        --profile NAME|all    %s (all, in turn)
        --scale X             length of a second of theirs: 1.0 real time, 0.01 a hundred times as fast (1.0)
        --base-port N         first of a row of ports (any free ones)
        --listen ADDRESS      the address of this machine that they answer on (127.0.0.1)
        --known-as HOST       what others reach that address by, for the inventory (127.0.0.1)
        --scenario NAME|FILE  what goes wrong; a name that comes with us, or a file ending in .json (nothing)
        --log FILE            every command received, as JSON lines, changing ones marked
        --inventory FILE      names, ports, host keys and images, as JSON
        --snapshots FILE      how each of them stands when the fleet is told to end, as JSON
        --username U --password P --enable-secret S
      """
          .formatted(String.join(", ", Profile.all().stream().map(Profile::name).toList()));

  /// Runs a fleet until SIGTERM; `--help` says how.
  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    try {
      run(Options.of(arguments));
    } catch (IllegalArgumentException misunderstood) {
      System.err.println(misunderstood.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static void run(Options options) throws Exception {
    CommandLog log =
        options.log().isPresent() ? CommandLog.to(options.log().get()) : CommandLog.nowhere();
    SimulatedFleet fleet =
        start(
            options.count(),
            options.profiles(),
            options.basePort(),
            builder ->
                options
                    .credentials(builder)
                    .listening(options.listen(), options.knownAs())
                    .scenario(options.disaster())
                    .scale(options.scale())
                    .commandLog(log));
    options.inventory().ifPresent(file -> write(file, fleet.inventory()));
    CountDownLatch over = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  options
                      .snapshots()
                      .ifPresent(file ->
                          write(
                              file,
                              fleet.switches().stream().map(SimulatedSwitch::snapshot).toList()));
                  fleet.close();
                  over.countDown();
                }));
    System.out.println("READY " + fleet.switches().size() + " switches");
    over.await();
  }

  private static void write(Path file, List<?> entries) {
    try {
      // As readable as any file of ours: a temporary one would be for nobody else.
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(
          fresh, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(entries));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command line.
  private record Options(
      int count,
      List<Profile> profiles,
      double scale,
      int basePort,
      InetAddress listen,
      String knownAs,
      Optional<Path> log,
      Optional<Path> inventory,
      Optional<Path> snapshots,
      Optional<String> scenario,
      Optional<String> username,
      Optional<String> password,
      Optional<String> enableSecret) {

    static Options of(String[] arguments) {
      List<String> words = new ArrayList<>(List.of(arguments));
      Options options =
          new Options(
              take(words, "--count").map(Integer::parseInt).orElse(1),
              take(words, "--profile").map(Options::profiles).orElse(Profile.all()),
              take(words, "--scale").map(Double::parseDouble).orElse(1.0),
              take(words, "--base-port").map(Integer::parseInt).orElse(0),
              InetAddress.ofLiteral(take(words, "--listen").orElse("127.0.0.1")),
              take(words, "--known-as").orElse("127.0.0.1"),
              take(words, "--log").map(Path::of),
              take(words, "--inventory").map(Path::of),
              take(words, "--snapshots").map(Path::of),
              take(words, "--scenario"),
              take(words, "--username"),
              take(words, "--password"),
              take(words, "--enable-secret"));
      if (!words.isEmpty()) {
        throw new IllegalArgumentException("not understood: " + words);
      }
      return options;
    }

    SimulatedSwitch.Builder credentials(SimulatedSwitch.Builder builder) {
      username.ifPresent(builder::username);
      password.ifPresent(builder::password);
      enableSecret.ifPresent(builder::enableSecret);
      return builder;
    }

    /// A scenario by name, or as a file.
    Scenario disaster() {
      return scenario
          .map(name -> name.endsWith(".json") ? Scenario.from(Path.of(name)) : Scenario.named(name))
          .orElse(Scenario.PEACEFUL);
    }

    private static List<Profile> profiles(String name) {
      return name.equals("all") ? Profile.all() : List.of(Profile.named(name));
    }

    private static Optional<String> take(List<String> words, String name) {
      int at = words.indexOf(name);
      if (at < 0) {
        return Optional.empty();
      }
      if (at + 1 >= words.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      words.remove(at);
      return Optional.of(words.remove(at));
    }
  }
}
