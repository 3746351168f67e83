package io.hitless.readiness;

import static io.hitless.readiness.CheckResult.Result.FAIL;
import static io.hitless.readiness.CheckResult.Result.PASS;
import static io.hitless.readiness.CheckResult.Result.UNKNOWN;
import static io.hitless.readiness.CheckResult.Result.WARN;
import static io.hitless.readiness.Look.at;
import static io.hitless.readiness.Look.expect;
import static io.hitless.readiness.Look.image;
import static io.hitless.readiness.PaperSwitch.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.Platform;
import io.hitless.device.facts.Redundancy.Processor;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.Topology;
import io.hitless.device.facts.UnitBoot;
import io.hitless.device.facts.UnitBoot.Manual;
import io.hitless.image.Image;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What runs on each unit, how it was booted, and whether it may become something else.
class SoftwareChecksTest {

  @Test
  void a_stackwise_virtual_9500_and_a_two_supervisor_9400_are_upgraded_in_service() {
    expect(at(PaperSwitch.pair(), "platform-supported"), PASS, "C9500", "StackWise Virtual");
    expect(at(PaperSwitch.chassis(), "platform-supported"), PASS, "C9400", "two supervisors");
  }

  @Test
  void a_9300_stack_and_a_lone_9500_are_not() {
    PaperSwitch stack = PaperSwitch.pair().platform(Platform.C9300);
    stack.topology = Topology.STACK;
    expect(at(stack, "platform-supported"), FAIL, "C9300", "reload");
    PaperSwitch lone = PaperSwitch.pair();
    lone.topology = Topology.STANDALONE;
    expect(at(lone, "platform-supported"), FAIL, "single unit");
  }

  @Test
  void a_combination_that_no_rule_speaks_of_is_unknown() {
    PaperSwitch odd = PaperSwitch.pair();
    odd.topology = Topology.DUAL_SUPERVISOR;
    expect(at(odd, "platform-supported"), UNKNOWN, "No rule");
  }

  @Test
  void what_is_no_catalyst_is_refused_by_name() {
    expect(
        at(PaperSwitch.pair().platform(Platform.OTHER), "platform-supported"), FAIL, "C9500-40X");
  }

  @Test
  void an_image_for_another_family_is_refused() {
    expect(
        at(
            PaperSwitch.pair(),
            "platform-supported",
            image("cat3k_caa.16.12.04.SPA.bin", "16.12.4")),
        FAIL,
        "CAT3K",
        "CAT9K");
  }

  @Test
  void the_path_of_the_first_upgrade_is_supported() {
    expect(at(PaperSwitch.pair(), "upgrade-path", image("16.12.04")), PASS, "16.9.2 → 16.12.4");
  }

  @Test
  void a_recalled_image_is_never_installed() {
    Image recalled =
        image(
            "cat9k_iosxe.16.12.04.SPA.bin",
            "16.12.4",
            new Image.Source.OnDevice(),
            Optional.empty(),
            Optional.empty(),
            Image.Status.RECALLED);
    expect(at(PaperSwitch.pair(), "upgrade-path", recalled), FAIL, "recalled");
  }

  @Test
  void a_file_name_that_contradicts_the_registered_release_is_refused() {
    expect(
        at(PaperSwitch.pair(), "upgrade-path", image("cat9k_iosxe.16.06.04.SPA.bin", "16.12.4")),
        FAIL,
        "file name says 16.6.4");
  }

  @Test
  void an_image_signed_as_a_special_is_refused() {
    expect(
        at(PaperSwitch.pair(), "upgrade-path", image("cat9k_iosxe.16.12.04.SSA.bin", "16.12.4")),
        FAIL,
        "special");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat9k_iosxe_npe.16.12.04.SPA.bin", "cat9k_iosxeldpe.16.12.04.SPA.bin"})
  void a_build_without_payload_encryption_is_unknown_while_the_device_does_not_name_its_own(
      String filename) {
    expect(at(PaperSwitch.pair(), "upgrade-path", image(filename, "16.12.4")), UNKNOWN, "PE build");
  }

  @Test
  void a_device_on_an_npe_build_takes_no_other_build() {
    PaperSwitch npe = PaperSwitch.pair().booted("flash:cat9k_iosxe_npe.16.09.02.SPA.bin");
    expect(at(npe, "upgrade-path", image("16.12.04")), FAIL, "NPE");
    expect(
        at(npe, "upgrade-path", image("cat9k_iosxeldpe.16.12.04.SPA.bin", "16.12.4")),
        FAIL,
        "NPE",
        "LDPE");
    expect(at(npe, "upgrade-path", image("cat9k_iosxe_npe.16.12.04.SPA.bin", "16.12.4")), PASS);
  }

  @Test
  void rules_that_have_grown_old_are_followed_with_a_warning() {
    var later = InstantSource.fixed(Instant.parse("2029-12-01T00:00:00Z"));
    var subject =
        new Subject(
            new Readings(PaperSwitch.pair()),
            Optional.of(image("16.12.04")),
            Optional.empty(),
            Thresholds.STANDARD,
            later);
    expect(new UpgradePath(UpgradeRules.shipped()).look(subject), WARN, "outdated");
  }

  @Test
  void both_units_on_one_release_pass_and_say_which() {
    expect(at(PaperSwitch.pair(), "software-version"), PASS, "16.9.2");
    expect(at(PaperSwitch.chassis(), "software-version"), PASS, "17.6.4");
  }

  @Test
  void a_device_that_is_on_the_target_already_passes_and_says_so() {
    expect(at(PaperSwitch.pair(), "software-version", image("16.09.02")), PASS, "already");
  }

  @Test
  void units_on_different_releases_fail_wherever_it_shows() {
    expect(
        at(
            PaperSwitch.pair().rows(row("1", true, "16.9.2"), row("2", false, "16.12.4")),
            "software-version"),
        FAIL,
        "16.9.2",
        "16.12.4");
    PaperSwitch chassis = PaperSwitch.chassis();
    chassis.peer(Optional.of(versioned(chassis.peer(), Optional.of("17.9.4a"))));
    expect(at(chassis, "software-version"), FAIL, "slot 4 17.9.4a");
  }

  @Test
  void a_rebuild_letter_makes_another_release() {
    PaperSwitch chassis = PaperSwitch.chassis();
    chassis.peer(Optional.of(versioned(chassis.peer(), Optional.of("17.6.4a"))));
    expect(at(chassis, "software-version"), FAIL, "17.6.4a");
  }

  @Test
  void a_unit_whose_release_is_not_told_is_unknown() {
    PaperSwitch silent = PaperSwitch.chassis();
    silent.peer(Optional.of(versioned(silent.peer(), Optional.empty())));
    expect(at(silent, "software-version"), UNKNOWN, "only one unit");
    expect(at(PaperSwitch.chassis().peer(Optional.empty()), "software-version"), UNKNOWN);
    expect(
        at(
            PaperSwitch.pair().rows(row("1", true, "16.9.2")).peer(Optional.empty()),
            "software-version"),
        UNKNOWN);
  }

  @Test
  void an_active_patch_is_worth_a_warning() {
    PaperSwitch patched = PaperSwitch.chassis().running("17.06.04 - SMU-PATCHED");
    expect(at(patched, "software-version"), WARN, "patch");
  }

  @Test
  void install_mode_is_read_from_the_table_of_switches() {
    expect(at(PaperSwitch.pair(), "install-mode"), PASS);
    PaperSwitch half =
        PaperSwitch.pair()
            .rows(row("1", true, "16.9.2"), row("2", false, "16.9.2", BootMode.BUNDLE));
    expect(at(half, "install-mode"), FAIL, "bundle mode");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flash:packages.conf",
        "flash:/packages.conf",
        "bootflash:packages.conf",
        "bootflash:/packages.conf",
        "BOOTFLASH:PACKAGES.CONF"
      })
  void without_a_table_it_is_packages_conf_in_any_form(String image) {
    expect(at(PaperSwitch.chassis().booted(image), "install-mode"), PASS, "packages.conf");
  }

  @Test
  void a_bin_is_bundle_mode_on_either_unit() {
    expect(
        at(PaperSwitch.chassis().booted("bootflash:cat9k_iosxe.17.06.04.SPA.bin"), "install-mode"),
        FAIL);
    PaperSwitch peer = PaperSwitch.chassis();
    peer.peer(Optional.of(booting(peer.peer(), Optional.of("bootflash:cat9k.17.06.04.SPA.bin;"))));
    expect(at(peer, "install-mode"), FAIL, "standby");
  }

  @Test
  void where_the_standby_is_not_told_the_devices_own_list_decides() {
    PaperSwitch silent = PaperSwitch.chassis();
    silent.peer(Optional.of(booting(silent.peer(), Optional.empty())));
    expect(at(silent, "install-mode"), PASS, "itself");
    silent.issu =
        new IssuState(
            Optional.of(
                new IssuState.Health(
                    true,
                    "N/A",
                    List.of(new IssuState.Health.Row("Install Boot", false)),
                    Optional.empty())),
            new IssuState.Idle());
    expect(at(silent, "install-mode"), FAIL, "itself");
    silent.issu = new IssuState(Optional.empty(), new IssuState.Idle());
    expect(at(silent, "install-mode"), UNKNOWN, "every unit");
  }

  @Test
  void a_table_of_one_switch_does_not_speak_for_two() {
    PaperSwitch one = PaperSwitch.pair().rows(row("1", true, "16.9.2")).booted("flash:other");
    expect(at(one, "install-mode"), UNKNOWN);
  }

  @Test
  void both_units_boot_packages_conf_by_themselves() {
    expect(at(PaperSwitch.pair(), "auto-boot"), PASS);
  }

  @Test
  void a_unit_that_would_stop_at_the_boot_loader_fails_by_name() {
    PaperSwitch manual = PaperSwitch.pair();
    manual.boot = boots(Manual.NO, Manual.YES, List.of("flash:packages.conf"));
    expect(at(manual, "auto-boot"), FAIL, "Switch 2", "no boot manual");
  }

  @Test
  void a_unit_that_would_boot_something_else_fails() {
    PaperSwitch other = PaperSwitch.pair();
    other.boot = boots(Manual.NO, Manual.NO, List.of("tftp://192.0.2.1/cat9k.bin"));
    expect(at(other, "auto-boot"), FAIL, "something else");
  }

  @Test
  void a_unit_that_is_not_told_of_is_unknown() {
    PaperSwitch one = PaperSwitch.pair();
    one.boot = one.boot.subList(0, 1);
    expect(at(one, "auto-boot"), UNKNOWN, "only one unit");
    PaperSwitch unstated = PaperSwitch.pair();
    unstated.boot = boots(Manual.NO, Manual.UNSTATED, List.of("flash:packages.conf"));
    expect(at(unstated, "auto-boot"), UNKNOWN, "Switch 2");
    PaperSwitch nothing = PaperSwitch.pair();
    nothing.boot = boots(Manual.NO, Manual.NO, List.of());
    expect(at(nothing, "auto-boot"), UNKNOWN);
    PaperSwitch twice = PaperSwitch.pair();
    twice.boot = List.of(twice.boot.getFirst(), twice.boot.getFirst());
    expect(at(twice, "auto-boot"), UNKNOWN);
  }

  @Test
  void evidence_is_what_the_device_printed_and_the_command_what_it_was_asked() {
    CheckResult found = at(PaperSwitch.pair(), "software-version");
    assertThat(found.command()).isEqualTo("show software; show redundancy");
    assertThat(found.evidence()).containsExactly("line of software", "line of redundancy");
  }

  private static List<UnitBoot> boots(Manual one, Manual two, List<String> images) {
    return List.of(new UnitBoot("Switch 1", one, images), new UnitBoot("Switch 2", two, images));
  }

  private static Processor versioned(Processor peer, Optional<String> version) {
    return new Processor(
        peer.location(),
        peer.state(),
        version.map(SoftwareVersion::of),
        peer.uptime(),
        peer.boot());
  }

  private static Processor booting(Processor peer, Optional<String> boot) {
    return new Processor(peer.location(), peer.state(), peer.version(), peer.uptime(), boot);
  }
}
