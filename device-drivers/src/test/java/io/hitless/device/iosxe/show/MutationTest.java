package io.hitless.device.iosxe.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.DeviceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to an output on its way: no parser ever makes a device ready that isn't, fails
/// otherwise than by refusing, or takes long.
class MutationTest {
  private record Original(
      String folder, String name, String text, boolean ready, boolean refused) {}

  /// Neighbouring seeds of [Random] begin alike.
  private static final long STRIDE = 0x9E3779B97F4A7C15L;

  private static final List<Original> ORIGINALS = originals();

  /// How many more are tried when that is asked for, with a seed of the day or, to look at a
  /// failure again, with its own: `-Dmutations=1000000 -Dmutations.seed=…`.
  private static final long SAMPLE = Long.getLong("mutations", 0);

  private static final long SEED =
      Optional.ofNullable(Long.getLong("mutations.seed"))
          .orElseGet(() -> new SecureRandom().nextLong());

  /// The same 20 000 each time, so that a build tells of a change and not of luck.
  @Property(tries = 20_000, seed = "20261122", shrinking = ShrinkingMode.OFF)
  void a_device_that_is_not_ready_never_becomes_ready(@ForAll long seed) {
    check(new Random(seed));
  }

  /// Others each time: what was never thought of comes up some day, and can be repeated. Not in
  /// every build: it would tell one change of another's luck.
  @Test
  @EnabledIfSystemProperty(named = "mutations", matches = "\\d+")
  void nor_with_any_other_seed() {
    System.out.println("mutations: -Dmutations=" + SAMPLE + " -Dmutations.seed=" + SEED);
    for (long n = 0; n < SAMPLE; n++) {
      check(new Random(SEED + n * STRIDE));
    }
  }

  @Test
  void there_are_devices_of_both_kinds_to_start_from() {
    assertThat(ORIGINALS).filteredOn(Original::ready).hasSizeGreaterThan(25);
    assertThat(ORIGINALS)
        .filteredOn(original -> !original.ready() && !original.refused())
        .hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void an_output_of_any_size_is_read_or_refused_in_linear_time(int kind) {
    for (Original original : ORIGINALS) {
      String huge = huge(original.text(), kind);
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> assertThat(Understood.read(original.folder(), huge)).isNotNull(),
          original.folder() + "/" + original.name());
    }
  }

  private static void check(Random random) {
    Original original = ORIGINALS.get(random.nextInt(ORIGINALS.size()));
    String mutated = Mutation.of(original.text(), random);
    Object read = Understood.read(original.folder(), Understood.typed(original.text()), mutated);
    if (!original.ready() && !original.refused()) {
      assertThat(Ready.is(original.folder(), read))
          .as("%s/%s became ready:%n%s", original.folder(), original.name(), mutated)
          .isFalse();
    }
  }

  private static String huge(String text, int kind) {
    return switch (kind) {
      case 0 -> text.repeat(Math.max(1, 300_000 / Math.max(1, text.length())));
      case 1 -> text + "\n" + "x ".repeat(30_000);
      case 2 -> text.replace("  ", " ".repeat(2_000));
      case 3 -> "A" + " ".repeat(60_000) + "b\n" + text + "\n" + "terminal state ".repeat(4_000);
      default -> text.replaceAll("(?m)^", "*Feb  8 09:36:01.240: %RF-5-X: y\n".repeat(200));
    };
  }

  private static List<Original> originals() {
    List<Original> originals = new ArrayList<>();
    try {
      for (Path output : GoldenTest.outputs()) {
        String folder = output.getParent().getFileName().toString();
        String text = Files.readString(output);
        Object read = Understood.read(folder, text);
        originals.add(
            new Original(
                folder,
                output.getFileName().toString(),
                text,
                Ready.is(folder, read),
                read instanceof DeviceException));
      }
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
    return originals;
  }
}
