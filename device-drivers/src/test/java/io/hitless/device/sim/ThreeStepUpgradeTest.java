package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
