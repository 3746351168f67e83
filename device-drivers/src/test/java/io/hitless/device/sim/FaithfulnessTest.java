package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Transcripts of real switches against ours, modulo names, dates and numbers.
class FaithfulnessTest {
  private static final Duration LONG = Duration.ofMinutes(30);

  private static String sample(String name) throws IOException {
    Path file = Path.of("..", "..", "shared", "samples", name + ".txt");
    assumeTrue(
        Files.exists(file), () -> "skipped: the transcripts of real switches are not at " + file);
    return Files.readString(file);
  }

  private static void same(String printed, String sampleName) throws IOException {
    assertThat(Skeleton.of(printed)).isEqualTo(Skeleton.of(sample(sampleName)));
  }

  @Test
  void add_on_a_9500_of_16_9() throws IOException {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.run("terminal monitor");
    same(
        bench.run("install add file " + bench.target(), LONG),
        "transcript-install-add/c9500svl-16.9-1");
  }

  @Test
  void activate_on_a_9500_of_16_9() throws IOException {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.added();
    bench.run("terminal monitor");
    same(bench.run("install activate issu", LONG), "transcript-install-activate/c9500svl-16.9-1");
  }

  @Test
  void commit_on_a_9500_of_16_9() throws IOException {
    Bench bench = Bench.of("c9500-svl-16.9");
    bench.activated();
    bench.run("terminal monitor");
    same(
        bench.run("install commit", Duration.ofMinutes(9)),
        "transcript-install-commit/c9500svl-16.9-1");
  }

  @Test
  void refused_abort_on_a_9400_of_16_9() throws IOException {
    Bench bench = Bench.of("c9400-dual-16.9");
    bench.added();
    bench.run("terminal monitor");
    same(
        bench.run("install abort issu", Duration.ofMinutes(1)),
        "transcript-install-abort/c9400svl-16.9-1");
  }

  @Test
  void one_shot_on_a_9500_of_16_9_up_to_the_switchover() throws IOException {
    Bench bench = Bench.of("c9500-svl-16.9");
    String printed =
        bench.run("install add file " + bench.target() + " activate issu commit", LONG);
    List<String> ours = Skeleton.of(printed);
    List<String> theirs = Skeleton.of(sample("transcript-install-one-shot/c9500svl-16.9-1"));
    assertThat(ours).startsWith(theirs.toArray(String[]::new));
    assertThat(bench.snapshot().issuState()).isEqualTo("none");
    assertThat(bench.snapshot().units())
        .extracting(Snapshot.UnitState::version)
        .containsOnly("16.12.4");
  }

  @Test
  void one_shot_in_bundle_mode() throws IOException {
    Bench bench = Bench.of("c9400-dual-16.9");
    bench.chassis.units().forEach(unit -> unit.bundle(true));
    String printed =
        bench.run("install add file " + bench.target() + " activate issu commit", LONG);
    assertThat(Skeleton.of(printed))
        .containsAll(Skeleton.of(sample("transcript-install-one-shot/c9k-16.9-1")));
  }

  @Test
  void clear_install_state_on_a_9400_of_16_9() throws IOException {
    Bench bench = Bench.of("c9400-dual-16.9");
    bench.run("configure terminal");
    bench.run("service internal");
    bench.run("end");
    bench.run("write memory", Duration.ofSeconds(9));
    same(
        bench.run("clear install state", Duration.ofMinutes(1)),
        "transcript-clear-install-state/c9400-16.9-1");
  }

  @Test
  void one_shot_of_the_release_that_runs_already_on_a_9400_of_17() throws IOException {
    Bench bench = Bench.of("c9400-dual-17");
    ImageCatalogue.Image same = ImageCatalogue.image(bench.chassis.profile(), "17.6.4");
    bench.chassis.active().flash().put(StoredFile.of(same, bench.time.now()));
    bench.run("install add file bootflash:" + same.filename() + " activate issu commit");
    bench.type("y");
    bench.pass(Duration.ofMinutes(9));
    String printed = bench.screen();
    same(
        printed.substring(printed.indexOf("install_add_activate_commit: START")),
        "transcript-install-one-shot/c9400-17-1");
  }

  @Test
  void what_the_seed_shows_of_a_9500_of_16_9() throws IOException {
    Bench bench = Bench.of("c9500-svl-16.9");
    same(bench.run("show issu state detail"), "show-issu-state-detail/c9500svl-16.9-1");
    same(bench.run("show install summary"), "show-install-summary/c9500svl-16.9-1");
    same(bench.run("show boot system"), "show-boot/c9500svl-16.9-1");
    same(bench.run("show redundancy"), "show-redundancy/c9500svl-16.9-1");
    same(bench.run("show version | in INSTALL"), "show-version/c9500svl-16.9-1");
    same(bench.run("dir flash: | in free"), "dir/c9500svl-16.9-1");
    same(bench.run("dir stby-flash: | in free"), "dir/c9500svl-16.9-2");
    bench.activated();
    same(bench.run("show issu state detail"), "show-issu-state-detail/c9500svl-16.9-2");
  }

  @Test
  void what_others_have_recorded() throws IOException {
    Bench supervisors = Bench.of("c9400-dual-17");
    same(supervisors.run("show boot"), "show-boot/c9400-17-1");
    same(supervisors.run("show redundancy states"), "show-redundancy-states/asr1k-16-2");
    same(supervisors.run("show install active"), "show-install-state/c9400-17.8-1");
    assertThat(Skeleton.of(Bench.of("c9500-svl-16.9").run("show install inactive")))
        .isEqualTo(
            Skeleton.of(
                sample("show-install-state/c9300stack-17-1")
                    .replaceFirst("Switch [\\d ]+", "Switch 1 2 ")));
    same(
        supervisors.run("show redundancy config-sync failures mcl"),
        "show-redundancy-config-sync-failures-mcl/iosxe-16-1");
    assertThat(Skeleton.of(supervisors.run("show issu state detail")))
        .isEqualTo(
            Skeleton.of(
                sample("show-issu-state-detail/c9400-17-1").replace(": Successful", ": N/A")));
    same(Bench.of("c3850-svl-16.12").run("show switch"), "show-switch/iosxe-15-1");
    same(
        Bench.of("c9500-svl-17").run("show stackwise-virtual link"),
        "show-stackwise-virtual/c9500svl-17-2");
    same(
        Bench.of("c9500-svl-17").run("show stackwise-virtual dual-active-detection"),
        "show-stackwise-virtual/c9500svl-17-3");
  }
}
