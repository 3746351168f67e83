package io.hitless.readiness;

import static io.hitless.readiness.Look.CHECKS;
import static io.hitless.readiness.Look.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.FileHash.Algorithm;
import io.hitless.device.facts.InstallSummary.Installed;
import io.hitless.device.facts.InstallSummary.State;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.Storage;
import io.hitless.device.facts.UnitBoot;
import io.hitless.readiness.ReadinessRun.Verdict;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Whatever else a device may say: one thing that stands in the way is never outweighed, and no
/// check breaks over a fact that it did not expect.
class MutatedFactsTest {
  private static final long SAMPLE = Long.getLong("mutations", 20_000);

  /// The same in each build, so that it tells of a change and not of luck; a seed of the day where
  /// a number is asked for.
  private static final long SEED =
      Optional.ofNullable(Long.getLong("mutations.seed"))
          .orElseGet(
              () -> Long.getLong("mutations") == null ? 20261122 : new SecureRandom().nextLong());

  /// Neighbouring seeds of [Random] begin alike.
  private static final long STRIDE = 0x9E3779B97F4A7C15L;

  /// What stands in the way, by the fact that says it: the others are damaged at will.
  private static final Map<String, Consumer<PaperSwitch>> FAULTS = new LinkedHashMap<>();

  static {
    FAULTS.put("redundancy", paper -> paper.redundancy = standbyCold(paper.redundancy));
    FAULTS.put(
        "boot",
        paper ->
            paper.boot =
                List.of(
                    paper.boot.getFirst(),
                    new UnitBoot("standby", UnitBoot.Manual.YES, paper.boot.get(1).images())));
    FAULTS.put(
        "install",
        paper ->
            paper.install =
                PaperSwitch.install(
                    List.of("1", "2"),
                    new Installed("IMG", State.COMMITTED, "16.09.02.0.2433"),
                    new Installed("IMG", State.INACTIVE, "16.12.04.0.4480")));
    FAULTS.put(
        "storage",
        paper ->
            paper.storage =
                List.of(paper.storage.getFirst(), new Storage("stby-flash:", 11_000_000_000L, 7)));
    FAULTS.put("refusedLines", paper -> paper.refusedLines = List.of("! <submode> snmp"));
    FAULTS.put(
        "link",
        paper ->
            paper.link =
                new RedundancyLink(
                    paper.link.members(), paper.link.ports(), true, paper.link.detectors()));
    FAULTS.put("software", paper -> paper.software = bundleOnOneUnit(paper.software));
  }

  @Test
  void one_fault_is_never_outweighed_by_whatever_else_is_said() {
    System.out.println("mutations: -Dmutations=" + SAMPLE + " -Dmutations.seed=" + SEED);
    List<String> names = List.copyOf(FAULTS.keySet());
    for (long n = 0; n < SAMPLE; n++) {
      long seed = SEED + n * STRIDE;
      Random random = new Random(seed);
      String fault = names.get(random.nextInt(names.size()));
      PaperSwitch paper = ready();
      FAULTS.get(fault).accept(paper);
      damage(paper, fault, random);
      List<CheckResult> results = CHECKS.run(subject(paper, Optional.of(Look.image("16.12.04"))));
      assertThat(Verdict.of(results))
          .as("%s, seed %d: %s", fault, seed, results)
          .isNotEqualTo(Verdict.READY);
    }
  }

  @Test
  void without_a_fault_the_same_device_is_ready() {
    assertThat(Verdict.of(CHECKS.run(subject(ready(), Optional.of(Look.image("16.12.04"))))))
        .isEqualTo(Verdict.READY);
  }

  private static PaperSwitch ready() {
    PaperSwitch paper = PaperSwitch.pair();
    paper.files.put("flash:" + Look.image("16.12.04").filename(), Look.BYTES);
    paper.hashes.put(Algorithm.MD5, "0a1b");
    return paper;
  }

  private static Software bundleOnOneUnit(Software whole) {
    return new Software(
        whole.hostname(),
        whole.platform(),
        whole.model(),
        whole.version(),
        whole.systemImage(),
        whole.uptime(),
        whole.lastReload(),
        whole.serials(),
        List.of(
            PaperSwitch.row("1", true, "16.9.2"),
            PaperSwitch.row("2", false, "16.9.2", BootMode.BUNDLE)));
  }

  private static Redundancy standbyCold(Redundancy hot) {
    Redundancy.Processor peer = hot.peer().orElseThrow();
    return new Redundancy(
        hot.duplex(),
        hot.configuredMode(),
        hot.operatingMode(),
        hot.communicationsUp(),
        hot.switchovers(),
        hot.lastSwitchover(),
        hot.active(),
        Optional.of(
            new Redundancy.Processor(
                peer.location(), "STANDBY COLD", peer.version(), peer.uptime(), peer.boot())));
  }

  /// Another topology has no link, and so no fault in it.
  private static void damage(PaperSwitch paper, String spared, Random random) {
    List<Consumer<PaperSwitch>> ways = new ArrayList<>();
    add(ways, spared, "redundancy", p -> p.redundancy = damaged(p.redundancy, random));
    add(ways, spared, "standby", p -> p.standby = damaged(p.standby, random));
    add(ways, spared, "boot", p -> p.boot = damaged(p.boot, random));
    add(ways, spared, "issu", p -> p.issu = damaged(p.issu, random));
    add(ways, spared, "install", p -> p.install = damaged(p.install, random));
    add(ways, spared, "storage", p -> p.storage = damaged(p.storage, random));
    add(ways, spared, "configuration", p -> p.configuration = damaged(p.configuration, random));
    add(ways, spared, "software", p -> p.software = damaged(p.software, random));
    if (!spared.equals("link")) {
      ways.add(p -> p.topology = damaged(p.topology, random));
      ways.add(p -> p.link = damaged(p.link, random));
    }
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      ways.get(random.nextInt(ways.size())).accept(paper);
    }
  }

  private static void add(
      List<Consumer<PaperSwitch>> ways, String spared, String fact, Consumer<PaperSwitch> way) {
    if (!fact.equals(spared)) {
      ways.add(way);
    }
  }

  @SuppressWarnings("unchecked") // a damaged fact is still a fact of its kind
  private static <T> T damaged(T fact, Random random) {
    return (T) other(fact, random);
  }

  private static Object other(Object value, Random random) {
    return switch (value) {
      case Optional<?> maybe ->
          maybe.isEmpty() || random.nextBoolean()
              ? Optional.empty()
              : Optional.of(other(maybe.get(), random));
      case List<?> list -> otherList(list, random);
      case SoftwareVersion version ->
          SoftwareVersion.of(random.nextBoolean() ? "16.12.4" : "16.9." + random.nextInt(9));
      case Record fact -> otherRecord(fact, random);
      case Boolean flag -> !flag;
      case Integer number -> number + random.nextInt(5) - 2;
      case Long number -> random.nextBoolean() ? number * 2 : number / 7;
      case Duration time -> random.nextBoolean() ? Duration.ZERO : time.multipliedBy(2);
      case String text -> text.substring(0, random.nextInt(text.length() + 1));
      case Enum<?> word -> {
        Object[] words = word.getDeclaringClass().getEnumConstants();
        yield words[random.nextInt(words.length)];
      }
      default -> value;
    };
  }

  private static List<?> otherList(List<?> list, Random random) {
    if (list.isEmpty()) {
      return list;
    }
    List<Object> more = new ArrayList<>(list);
    int at = random.nextInt(more.size());
    switch (random.nextInt(4)) {
      case 0 -> more.clear();
      case 1 -> more.remove(at);
      case 2 -> more.add(more.get(at));
      default -> more.set(at, other(more.get(at), random));
    }
    return List.copyOf(more);
  }

  private static Record otherRecord(Record fact, Random random) {
    try {
      RecordComponent[] components = fact.getClass().getRecordComponents();
      if (components.length == 0) {
        return fact;
      }
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        components[i].getAccessor().setAccessible(true);
        values[i] = components[i].getAccessor().invoke(fact);
        types[i] = components[i].getType();
      }
      int at = random.nextInt(values.length);
      values[at] = other(values[at], random);
      Constructor<? extends Record> constructor = fact.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException refused) {
      return fact;
    }
  }
}
