package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreeStepUpgradeTest {
  static Stream<String> profiles() {
    return Profile.all().stream().map(Profile::name);
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void a_patient_operator_upgrades_every_profile_by_hand(String name) throws Exception {
    Profile profile = Profile.named(name);
    try (SimulatedSwitch device =
        SimulatedSwitch.builder().profile(profile).hostname("core").scale(0.002).start()) {
      String file = device.targetImage().filename();
      try (BareClient client = new BareClient(device).ready()) {
        assertThat(client.run("show redundancy | include Operating"))
            .contains("Operating Redundancy Mode = sso");
        assertThat(client.run("install add file " + profile.filesystem() + file))
            .contains("SUCCESS: install_add");
        Waiting.until(() -> device.snapshot().engine().equals("free"));
        client.type("install activate issu\r");
        if (profile.confirmsReload()) {
          client.until("[y/n]");
          client.type("y");
        }
        client.until("SUCCESS: install_activate");
      }
      Waiting.until(() -> device.snapshot().issuState().equals("Activated"));
      Waiting.until(() -> answers(device));
      try (BareClient client = new BareClient(device).ready()) {
        assertThat(client.run("show issu state detail"))
            .contains("Current state : Activated state", "terminal state reached", "automatic");
        assertThat(client.run("install commit")).contains("SUCCESS: install_commit");
        assertThat(client.run("show issu state detail"))
            .contains("No ISSU operation is in progress");
        assertThat(client.run("show install summary"))
            .contains("Auto abort timer: inactive", "IMG   C")
            .doesNotContain("IMG   U", "IMG   I");
      }
      Snapshot after = device.snapshot();
      assertThat(after.units())
          .extracting(Snapshot.UnitState::version)
          .containsOnly(profile.targetVersion());
      assertThat(after.switchovers()).isEqualTo(1);
      assertThat(after.units().get(1).role()).isEqualTo("ACTIVE");
      assertThat(changing(device))
          .containsExactly(
              "install add file " + profile.filesystem() + file,
              "install activate issu",
              "install commit");
    }
  }

  @Test
  void a_3850_of_16_9_goes_to_16_12_and_its_dialect_with_it() throws Exception {
    try (SimulatedSwitch device =
        SimulatedSwitch.builder()
            .profile(Profile.named("c3850-svl-16.12"))
            .startVersion("16.9.5")
            .targetVersion("16.12.4")
            .scale(0.002)
            .start()) {
      try (BareClient client = new BareClient(device).ready()) {
        assertThat(client.run("show install issu history")).contains("% Invalid input");
        client.run(
            "install add file flash:"
                + device.targetImage().filename()
                + " activate issu commit prompt-level none garbage");
        client.type(
            "install add file flash:"
                + device.targetImage().filename()
                + " activate issu commit\r");
        client.until("New software will load after reboot process is completed");
      }
      Waiting.until(() ->
          device.snapshot().issuState().equals("none") && device.snapshot().switchovers() == 1);
      Waiting.until(() -> answers(device));
      try (BareClient client = new BareClient(device).ready()) {
        assertThat(client.run("show version | include INSTALL"))
            .contains("*    2 52", "16.12.4")
            .doesNotContain("16.9.5");
        assertThat(client.run("show install issu history")).contains("ISSU History");
      }
    }
  }

  private static List<String> changing(SimulatedSwitch device) {
    return device.commands().stream()
        .filter(CommandRecord::changing)
        .map(CommandRecord::line)
        .toList();
  }

  static boolean answers(SimulatedSwitch device) {
    try {
      BareClient.connect(device, "issu", "issu-password").close(true).await(5, TimeUnit.SECONDS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
