package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.Test;

class SshSessionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void a_user_without_privilege_enables_with_the_secret_and_only_there() throws Exception {
    try (SimulatedSwitch device =
            SimulatedSwitch.builder().hostname("edge-7").enableSecret("much-secret").start();
        BareClient client = new BareClient(device)) {
      client.until("edge-7>");
      assertThat(client.run("show privilege")).startsWith("Current privilege level is 1\n");
      assertThat(client.run("show running-config")).contains("% Invalid input");
      client.type("enable\r");
      client.until("Password: ");
      client.type("wrong\r");
      client.until("Password: ");
      client.type("much-secret\r");
      assertThat(client.until("edge-7#")).doesNotContain("much-secret");
      client.type("much-secret\r");
      client.until("Translating");
      assertThat(device.commands())
          .filteredOn(record -> record.mode().equals("password-prompt"))
          .extracting(CommandRecord::line)
          .containsExactly("<wrong secret>", "<right secret>");
      assertThat(device.commands().getLast().secretLeaked()).isTrue();
      assertThat(device.commands()).noneMatch(record -> record.line().contains("much-secret"));
    }
  }

  @Test
  void a_wrong_password_is_refused_by_both_methods() throws Exception {
    try (SimulatedSwitch device = SimulatedSwitch.builder().start()) {
      assertThatThrownBy(() -> BareClient.connect(device, "issu", "guess")).isNotNull();
      try (BareClient client = new BareClient(device)) {
        client.until("core-1#");
      }
    }
  }

  @Test
  void banners_hold_prompt_characters() throws Exception {
    try (SimulatedSwitch device = SimulatedSwitch.builder().start();
        BareClient client = new BareClient(device)) {
      assertThat(client.until("core-1#")).contains("switch#\r\n", "network >\r\n");
    }
  }

  @Test
  void a_second_session_channel_on_a_connection_is_refused() throws Exception {
    try (SimulatedSwitch device = SimulatedSwitch.builder().start();
        BareClient client = new BareClient(device)) {
      client.until("core-1#");
      assertThatThrownBy(() -> client.session().createShellChannel().open().verify(PATIENCE))
          .isNotNull();
      assertThat(client.run("show clock")).contains("jst");
    }
  }

  @Test
  void when_all_lines_are_taken_the_next_connection_is_closed_at_the_banner() throws Exception {
    Profile profile = Profile.named("c9500-svl-16.9");
    List<BareClient> clients = new ArrayList<>();
    try (SimulatedSwitch device = SimulatedSwitch.builder().profile(profile).start()) {
      for (int i = 0; i < profile.vtyLines(); i++) {
        clients.add(new BareClient(device));
      }
      assertThatThrownBy(() -> new BareClient(device)).isNotNull();
      clients.getFirst().close();
      Waiting.until(() -> ThreeStepUpgradeTest.answers(device));
    } finally {
      clients.forEach(BareClient::close);
    }
  }

  @Test
  void exit_ends_the_connection_and_an_idle_session_is_cut() throws Exception {
    try (SimulatedSwitch device = SimulatedSwitch.builder().scale(0.0005).start()) {
      try (BareClient client = new BareClient(device)) {
        client.until("core-1#");
        client.type("exit\r");
        Waiting.until(client.session()::isClosed);
      }
      try (BareClient client = new BareClient(device)) {
        client.until("core-1#");
        Waiting.until(client.session()::isClosed);
      }
    }
  }

  @Test
  void a_switchover_says_no_word_then_refuses_then_answers_from_the_other_unit() throws Exception {
    try (SimulatedSwitch device =
            SimulatedSwitch.builder().scale(0.02).hostKeyPerUnit(true).start();
        BareClient client = new BareClient(device).ready()) {
      assertThat(device.hostKeys()).hasSize(4).doesNotHaveDuplicates();
      client.type("redundancy force-switchover\r");
      client.until("[confirm]");
      client.type("\r");
      Waiting.until(() -> device.snapshot().activeUnit().equals("2"));
      assertThat(ThreeStepUpgradeTest.answers(device)).isFalse();
      assertThat(client.session().isOpen()).isTrue();
      Waiting.until(() -> ThreeStepUpgradeTest.answers(device));
      assertThat(client.session().isOpen()).isTrue();
      try (BareClient again = new BareClient(device).ready()) {
        assertThat(again.run("show redundancy states")).contains("my state = 13 -ACTIVE");
        assertThat(again.run("show redundancy switchover history"))
            .contains("1        2     user forced");
      }
    }
  }

  @Test
  void a_single_command_can_be_run_without_a_terminal() throws Exception {
    try (SimulatedSwitch device = SimulatedSwitch.builder().start()) {
      ClientSession session = BareClient.connect(device, "issu", "issu-password");
      assertThat(session.executeRemoteCommand("show version | include IOS XE"))
          .startsWith("Cisco IOS XE Software, Version 16.09.02");
    }
  }

  @Test
  void a_file_pushed_by_scp_lies_on_the_flash_with_its_real_hash() throws Exception {
    try (SimulatedSwitch device = SimulatedSwitch.builder().start()) {
      assertThat(push(device, "x.bin", "hello")).contains("Administratively disabled.");
      try (BareClient client = new BareClient(device).ready()) {
        client.run("configure terminal");
        client.run("ip scp server enable");
        client.run("end");
        assertThat(push(device, "x.bin", "hello")).isEqualTo("\0\0\0");
        assertThat(client.run("dir flash:x.bin")).contains("               5  ");
        assertThat(client.run("verify /md5 flash:x.bin"))
            .contains("= 5d41402abc4b2a76b9719d911017c592");
      }
      assertThat(device.commands())
          .filteredOn(record -> record.mode().equals("scp"))
          .extracting(CommandRecord::outcome)
          .containsExactly(Verdict.REFUSED, Verdict.ACCEPTED);
    }
  }

  /// Speaks the old SCP protocol by hand; hands back what the sink said.
  private static String push(SimulatedSwitch device, String name, String content) throws Exception {
    ClientSession session = BareClient.connect(device, "issu", "issu-password");
    try (ChannelExec channel = session.createExecChannel("scp -t flash:" + name)) {
      channel.open().verify(PATIENCE);
      InputStream from = channel.getInvertedOut();
      StringBuilder said = new StringBuilder();
      OutputStream to = channel.getInvertedIn();
      if (!acknowledged(from, said)) {
        return said + new String(from.readAllBytes(), StandardCharsets.UTF_8);
      }
      to.write(("C0644 " + content.length() + " " + name + "\n").getBytes(StandardCharsets.UTF_8));
      to.flush();
      acknowledged(from, said);
      to.write((content + "\0").getBytes(StandardCharsets.UTF_8));
      to.flush();
      acknowledged(from, said);
      return said.toString();
    } finally {
      session.close(true);
    }
  }

  private static boolean acknowledged(InputStream from, StringBuilder said) throws Exception {
    int answer = from.read();
    said.append((char) answer);
    return answer == 0;
  }
}
