package io.hitless.benchmarks;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Measures every promise in one run: `Benchmarks [--quick] [--only a,b] [--json file]`. A missed
/// promise is printed; only what did not work at all makes the exit code 1.
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    boolean worked = run(options);
    System.exit(worked ? 0 : 1);
  }

  private static boolean run(Options options) throws Exception {
    Machine machine = Machine.here();
    say("Hitless benchmarks, " + options.size().name() + ": " + machine);
    List<Section> sections = new ArrayList<>();
    boolean worked = true;
    for (Map.Entry<String, Benchmark> entry : all(options.size()).entrySet()) {
      if (options.wants(entry.getKey())) {
        say("measuring " + entry.getKey() + " …");
        try {
          sections.add(entry.getValue().measure());
        } catch (Exception broken) {
          worked = false;
          say(entry.getKey() + " did not work:");
          broken.printStackTrace();
        }
      }
    }
    say(Table.of(sections));
    new Report(Clock.systemUTC().instant(), options.size().name(), machine, sections)
        .writeTo(options.json());
    say("written to " + options.json());
    return worked;
  }

  private static Map<String, Benchmark> all(Size size) {
    Map<String, Benchmark> all = new LinkedHashMap<>();
    all.put("readiness", new Readiness(size));
    all.put("sessions", new OpenSessions(size));
    all.put("hostile", new HostileWire(size));
    all.put("transitions", new Transitions(size));
    all.put("waiting", new WaitingJobs(size));
    all.put("replicas", new ManyUpgrades(size));
    all.put("crowd", new CrowdedHouse(size));
    all.put("latency", new DueTurns(size));
    all.put("rates", new RateCost(size));
    all.put("audit", new AuditChain(size));
    return all;
  }

  private static void say(String text) {
    System.out.println(text);
  }

  /// What the command line asks for.
  record Options(Size size, Optional<Set<String>> only, Path json) {
    static Options of(String[] arguments) {
      Options options =
          new Options(Size.FULL, Optional.empty(), Path.of("target", "benchmarks.json"));
      for (int i = 0; i < arguments.length; i++) {
        options =
            switch (arguments[i]) {
              case "--quick" -> new Options(Size.QUICK, options.only, options.json);
              case "--only" ->
                  new Options(
                      options.size, Optional.of(Set.of(arguments[++i].split(","))), options.json);
              case "--json" -> new Options(options.size, options.only, Path.of(arguments[++i]));
              default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            };
      }
      return options;
    }

    boolean wants(String benchmark) {
      return only.map(names -> names.contains(benchmark)).orElse(true);
    }
  }
}
