package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.Test;

/// What the wire itself does, over real SSH.
class SshMishapTest {
  private static final Trigger NOW = Trigger.of("start");

  private static ClientSession connect(SimulatedSwitch device) throws Exception {
    return BareClient.connect(device, "issu", "issu-password");
  }

  @Test
  void a_new_host_key_is_none_of_those_that_were_announced() throws Exception {
    try (SimulatedSwitch device = SimulatedSwitch.builder().start()) {
      try (ClientSession session = connect(device)) {
        assertThat(device.hostKeys()).contains(KeyUtils.getFingerPrint(session.getServerKey()));
      }
      device.strike(new Mishap.NewHostKey(NOW));
      Waiting.until(() -> !device.hostKeys().contains(shownBy(device)));
    }
  }

  private static String shownBy(SimulatedSwitch device) {
    try (ClientSession session = connect(device)) {
      return KeyUtils.getFingerPrint(session.getServerKey());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_algorithms_change_with_the_release() throws Exception {
    try (SimulatedSwitch device = SimulatedSwitch.builder().start()) {
      try (ClientSession session = connect(device)) {
        assertThat(session.getServerVersion()).isEqualTo("SSH-2.0-Cisco-1.25");
        assertThat(session.getServerKey()).isInstanceOf(RSAPublicKey.class);
      }
      device.strike(new Mishap.OtherAlgorithms(NOW, "17.16.1"));
      assertThat(device.snapshot().terminal()).isTrue();
      try (ClientSession session = connect(device)) {
        assertThat(session.getServerKey()).isInstanceOf(ECPublicKey.class);
        assertThat(device.hostKeys()).contains(KeyUtils.getFingerPrint(session.getServerKey()));
      }
    }
  }

  @Test
  void lines_that_are_full_are_free_again_later() throws Exception {
    try (SimulatedSwitch device = SimulatedSwitch.builder().scale(0.02).start()) {
      device.strike(new Mishap.LinesFull(NOW, 120));
      assertThat(device.snapshot().terminal()).isTrue();
      assertThatThrownBy(() -> connect(device)).isNotNull();
      Waiting.until(() -> ThreeStepUpgradeTest.answers(device));
    }
  }

  @Test
  void a_session_that_drops_silently_stays_open_for_the_client_and_the_other_does_not()
      throws Exception {
    try (SimulatedSwitch device =
            SimulatedSwitch.builder().scenario(Scenario.named("w-drop-at-byte")).start();
        BareClient client = new BareClient(device).ready()) {
      client.type("show version\r");
      Waiting.until(client.session()::isClosed);
    }
    try (SimulatedSwitch device =
            SimulatedSwitch.builder().scenario(Scenario.named("19-dropped-after-start")).start();
        BareClient client = new BareClient(device).ready()) {
      client.type("install activate issu\r");
      Waiting.until(
          () -> device.commands().stream().anyMatch(record -> record.line().startsWith("install")));
      client.type("show clock\r");
      assertThat(device.snapshot().terminal()).isTrue();
      assertThat(client.session().isOpen()).isTrue();
      assertThat(device.commands()).noneMatch(record -> record.line().equals("show clock"));
    }
  }

  @Test
  void two_gigabytes_of_output_that_nobody_takes_hold_up_no_other_session() throws Exception {
    try (SimulatedSwitch device =
            SimulatedSwitch.builder().scenario(Scenario.named("w-endless-output")).start();
        BareClient client = new BareClient(device).ready()) {
      client.type("show logging\r");
      client.session().getIoSession().suspendRead();
      Waiting.until(() ->
          device.commands().stream().anyMatch(record -> record.line().equals("show logging")));
      try (BareClient other = new BareClient(device).ready()) {
        assertThat(other.run("show clock")).contains("jst");
      }
    }
  }
}
