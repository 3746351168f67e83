package io.hitless.device.cli;

import static io.hitless.device.command.Typed.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.DeviceException;
import io.hitless.device.Heard;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.ScriptedSwitch;
import io.hitless.device.ScriptedSwitch.Script;
import io.hitless.device.cli.Dialogue.Question;
import io.hitless.device.ssh.SshConnections;
import io.hitless.device.ssh.SshSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The conversation with devices that behave, and with those that don't, over real SSH.
@Timeout(60)
class CliSessionTest {
  private static final CliSettings QUICK =
      new CliSettings(
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofMillis(150),
          Duration.ofSeconds(1),
          200_000,
          8_192);
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(2));
  private static final SshConnections CONNECTIONS = new SshConnections(SshSettings.defaults());

  private final Heard heard = new Heard();

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void a_prompt_that_a_log_line_was_glued_to_is_not_waited_for_again() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show one");
              terminal.print("first\r\ncore-1#Jun 27 06:45:05.694: %ACE-3-RELOAD: R0/0: ceo\r\n");
              terminal.print("\r\nJun 27 06:45:05.833: %ACE-5-EXITACTION: R0/0: ceo: exiting\r\n");
              String next = terminal.readLine();
              terminal.print(next + "\r\nsecond\r\ncore-1#").fallSilent();
            });
        CliSession session = open(device)) {
      Output first = session.run(line("show one"));
      assertThat(first.lines()).containsExactly("first");
      assertThat(first.logLines()).hasSize(2);
      assertThat(session.run(line("show two")).lines()).containsExactly("second");
    }
  }

  @Test
  void the_first_prompt_with_a_log_line_glued_to_it_names_the_device_too() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "terminal length 0");
              terminal.print("core-1#*Jun 27 06:45:05.694: %ACE-3-RELOAD: R0/0: ceo\r\n");
              while (true) {
                terminal.answer("core-1", terminal.readEchoing(), Map.of());
              }
            });
        CliSession session = open(device)) {
      assertThat(session.name()).isEqualTo("core-1");
    }
  }

  @Test
  void a_prompt_with_a_log_line_glued_to_it_ends_nothing_while_output_follows() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show logging");
              terminal.print("one\r\ncore-1#Jun 27 06:45:05.694: %ACE-3-RELOAD: R0/0: ceo\r\n");
              terminal.print("two\r\ncore-1#").fallSilent();
            });
        CliSession session = open(device)) {
      assertThat(session.run(line("show logging")).lines())
          .containsExactly("one", "core-1#", "two");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"core-1-stby>", "core-1(recovery-mode)#"})
  void a_wrong_unit_is_known_by_a_prompt_with_a_log_line_glued_to_it(String prompt) {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show redundancy");
              terminal.print(prompt + "Jun 27 06:45:05.694: %ACE-3-RELOAD: R0/0: ceo\r\n");
              terminal.fallSilent();
            });
        CliSession session = open(device)) {
      assertThatThrownBy(() -> session.run(line("show redundancy")))
          .isInstanceOf(DeviceException.UnexpectedPrompt.class);
    }
  }

  @Test
  void a_command_returns_what_stands_between_its_echo_and_the_prompt() {
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(Map.of("show clock", "10:00:00.000 UTC Mon Feb 4 2019\n"));
        CliSession session = open(device)) {
      assertThat(session.name()).isEqualTo("core-1");
      assertThat(session.mode()).isEqualTo(Mode.PRIVILEGED);
      assertThat(session.privilege()).contains(15);
      assertThat(session.run(line("show clock")).lines())
          .containsExactly("10:00:00.000 UTC Mon Feb 4 2019");
      assertThat(device.typed())
          .containsExactly(
              "terminal length 0",
              "terminal width 511",
              "terminal no monitor",
              "show privilege",
              "show clock");
    }
  }

  @Test
  void a_banner_full_of_look_alikes_does_not_name_the_device() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.print("\r\n*** core-9> is not here ***\r\ncore-9# says the banner\r\n");
              terminal.print("beware#\r\nNOC>\r\n\r\n");
              terminal.behave("core-1", Map.of());
            });
        CliSession session = open(device)) {
      assertThat(session.name()).isEqualTo("core-1");
    }
  }

  @Test
  void a_prompt_of_another_name_inside_an_output_does_not_end_it() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show logging");
              terminal.print("seen on\r\nedge-7#");
              terminal.readKey();
            });
        CliSession session = open(device)) {
      assertThatThrownBy(() -> session.run(line("show logging")))
          .isInstanceOf(DeviceException.Silent.class)
          .hasMessageContaining("edge-7#");
    }
  }

  @Test
  void the_prompt_cut_by_a_piece_boundary_ends_nothing_until_it_is_whole() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show clock");
              terminal
                  .print("one\r")
                  .print("\ntwo\r\nco")
                  .print("re-1")
                  .print("# is no prompt here\r\ncore");
              terminal.print("-1#").fallSilent();
            });
        CliSession session = open(device)) {
      assertThat(session.run(line("show clock")).lines())
          .containsExactly("one", "two", "core-1# is no prompt here");
    }
  }

  @Test
  void what_arrives_late_from_one_command_is_not_taken_for_the_next() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show one");
              terminal.print("first\r\ncore-1#");
              String next = terminal.readLine();
              terminal.print("\r\nlate line\r\ncore-1#").print(next + "\r\nsecond\r\ncore-1#");
              terminal.fallSilent();
            });
        CliSession session = open(device)) {
      assertThat(session.run(line("show one")).lines()).containsExactly("first");
      assertThat(session.run(line("show two")).lines()).containsExactly("second");
    }
  }

  @Test
  void a_long_name_is_known_by_its_first_twenty_characters_in_configuration_mode() {
    String name = "core-switch-of-the-big-hospital";
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil(name, "configure terminal");
              terminal.print("Enter configuration commands, one per line.\r\n");
              terminal.print("core-switch-of-the-b(config)#");
              terminal.readEchoing();
              terminal.print(name + "#").fallSilent();
            });
        CliSession session = open(device)) {
      session.run(line("configure terminal"));
      assertThat(session.mode()).isEqualTo(Mode.CONFIGURATION);
      session.run(line("end"));
      assertThat(session.mode()).isEqualTo(Mode.PRIVILEGED);
    }
  }

  @Test
  void log_lines_are_kept_apart_also_when_glued_to_output() {
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(
                Map.of(
                    "show boot",
                    "*Feb  8 09:22:02.055 jst: %SYS-5-CONFIG_I: Configured from console\n"
                        + "BOOT variable = flash:packages.conf;*Feb  8 09:22:03.000 jst:"
                        + " %RF-5-RF_TERMINAL_STATE: Terminal state reached for (SSO)\n"
                        + "%IOSXEBOOT-4-ISSU_ONE_SHOT: (rp/0): ISSU finished successfully\n"
                        + "Manual Boot = no\n"));
        CliSession session = open(device)) {
      assertThat(session.run(line("show boot")).lines())
          .containsExactly("BOOT variable = flash:packages.conf;", "Manual Boot = no");
      assertThat(heard.deviceLog())
          .containsExactly(
              "*Feb  8 09:22:02.055 jst: %SYS-5-CONFIG_I: Configured from console",
              "*Feb  8 09:22:03.000 jst: %RF-5-RF_TERMINAL_STATE: Terminal state reached for (SSO)",
              "%IOSXEBOOT-4-ISSU_ONE_SHOT: (rp/0): ISSU finished successfully");
    }
  }

  @Test
  void a_prompt_drawn_again_behind_a_log_line_does_not_end_the_command() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "terminal no monitor");
              terminal.print("core-1#");
              terminal.readLine();
              terminal.print("show cl\r\n*Feb  8 09:22:02.055: %SYS-5-CONFIG_I: x\r\ncore-1#");
              terminal.print("show clock\r\n10:00\r\ncore-1#").fallSilent();
            });
        CliSession session = open(device)) {
      assertThat(session.run(line("show clock")).lines()).containsExactly("10:00");
    }
  }

  @Test
  void the_pager_is_answered_and_leaves_no_trace() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show version");
              terminal.print("line 1\r\n --More-- ");
              terminal.readKey();
              terminal.print("\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\bline 2\r\n --Mo");
              terminal.print("re-- ");
              terminal.readKey();
              terminal.print("\r          \r  line 3\r\ncore-1#").fallSilent();
            });
        CliSession session = open(device)) {
      assertThat(session.run(line("show version")).lines())
          .containsExactly("line 1", "line 2", "  line 3");
    }
  }

  @Test
  void a_pager_without_end_is_given_up() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show version");
              while (true) {
                terminal.print("again and again and again\r\n --More-- ");
                terminal.readKey();
              }
            });
        CliSession session = open(device)) {
      assertThatThrownBy(() -> session.run(line("show version")))
          .isInstanceOfAny(DeviceException.UnrecognisedOutput.class, DeviceException.Silent.class);
    }
  }

  @Test
  void a_line_without_end_is_given_up() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show version");
              String piece = "x".repeat(32_000);
              for (int i = 0; i < 1_600; i++) {
                terminal.print(piece);
              }
            });
        CliSession session = open(device)) {
      assertThatThrownBy(() -> session.run(line("show version")))
          .isInstanceOf(DeviceException.UnrecognisedOutput.class)
          .hasMessageContaining("a line longer than");
    }
  }

  @Test
  void an_output_without_end_is_given_up() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show version");
              while (true) {
                terminal.print("the same line again\r\n".repeat(100));
              }
            });
        CliSession session = open(device)) {
      assertThatThrownBy(() -> session.run(line("show version")))
          .isInstanceOfSatisfying(
              DeviceException.UnrecognisedOutput.class,
              refused -> assertThat(refused.output().length()).isLessThan(10_000));
    }
  }

  @Test
  void a_banner_without_end_is_given_up() {
    try (ScriptedSwitch device =
        ScriptedSwitch.following(terminal -> {
          while (true) {
            terminal.print("Authorised access only!\r\n".repeat(100));
          }
        })) {
      assertThatThrownBy(() -> open(device)).isInstanceOf(DeviceException.UnrecognisedOutput.class);
    }
  }

  @Test
  void a_device_that_dribbles_is_cut_off_at_the_overall_deadline() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "verify /md5 flash:a.bin");
              while (true) {
                terminal.print(".");
                Thread.onSpinWait();
              }
            });
        CliSession session = open(device)) {
      assertThatThrownBy(() ->
              session.run(
                  line("verify /md5 flash:a.bin"),
                  Dialogue.NONE,
                  new Patience(Duration.ofMillis(300), Duration.ofSeconds(10)),
                  false))
          .isInstanceOfAny(DeviceException.Silent.class, DeviceException.UnrecognisedOutput.class);
    }
  }

  @Test
  void a_verb_that_says_nothing_is_not_waited_for_until_its_own_deadline() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "install activate issu");
              terminal.fallSilent();
            });
        CliSession session = open(device)) {
      assertThatThrownBy(() ->
              session.run(
                  line("install activate issu"),
                  Dialogue.NONE,
                  new Patience(Duration.ofHours(1), Duration.ofHours(1)),
                  true))
          .isInstanceOf(DeviceException.Silent.class)
          .hasMessageContaining("said nothing within");
    }
  }

  @Test
  void a_session_that_ends_in_the_middle_is_hung_up() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "install activate issu");
              terminal.print("install_activate: START\r\n");
              terminal.hangUp();
            });
        CliSession session = open(device)) {
      assertThatThrownBy(() -> session.run(line("install activate issu")))
          .isInstanceOf(DeviceException.HungUp.class);
    }
  }

  @Test
  void closing_from_another_thread_cuts_a_command_off_at_once() throws Exception {
    try (ScriptedSwitch device =
        ScriptedSwitch.following(terminal -> {
          terminal.behaveUntil("core-1", "install activate issu");
          terminal.print("install_activate: START\r\n").fallSilent();
        })) {
      CliSession session = open(device);
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() ->
              ended.complete(
                  org.assertj.core.api.Assertions.catchThrowable(() ->
                      session.run(
                          line("install activate issu"),
                          Dialogue.NONE,
                          new Patience(Duration.ofHours(1), Duration.ofHours(1)),
                          false))));
      session.close();

      assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(DeviceException.HungUp.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "core-1-stby>",
        "core-1-standby>",
        "core-1(standby)>",
        "core-1(recovery-mode)-stby#",
        "core-1(standby)-stby>",
        "core-1(rp-rec-mode)-standby(boot)>",
        "core-1(recovery-mode)#",
        "core-1(rp-rec-mode)#",
        "core-1(boot)>",
        "switch: ",
        "rommon 1 >",
        "grub>",
        "sw.70:0b:4f:c4:ef:80-bp>"
      })
  void the_prompt_of_a_wrong_unit_ends_the_login(String prompt) {
    try (ScriptedSwitch device =
        ScriptedSwitch.following(terminal -> terminal.print("\r\n" + prompt).fallSilent())) {
      assertThatThrownBy(() -> open(device))
          .isInstanceOfSatisfying(
              DeviceException.UnexpectedPrompt.class,
              wrong -> assertThat(wrong.prompt()).isEqualTo(prompt.strip()));
      assertThat(device.typed()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"core-1(recovery-mode)#", "core-1-stby>", "switch: "})
  void a_unit_that_becomes_a_wrong_one_in_mid_conversation_is_left(String prompt) {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show redundancy");
              terminal.print("half an answer\r\n" + prompt).fallSilent();
            });
        CliSession session = open(device)) {
      assertThatThrownBy(() -> session.run(line("show redundancy")))
          .isInstanceOf(DeviceException.UnexpectedPrompt.class);
    }
  }

  @Test
  void a_unit_that_is_not_ready_for_login_is_left() {
    try (ScriptedSwitch device =
        ScriptedSwitch.following(terminal ->
            terminal.print("\r\nThis RP Node is not ready or active for login\r\n").fallSilent())) {
      assertThatThrownBy(() -> open(device)).isInstanceOf(DeviceException.UnexpectedPrompt.class);
    }
  }

  @Test
  void an_armed_question_is_answered_once() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "install remove inactive");
              terminal.print(
                  "The following files will be deleted:\r\n    [R0]: /flash/a.pkg\r\n\r\n");
              terminal.print("Do you want to remove the\r\nabove files? [y/n]");
              terminal.print(terminal.readLine() + "\r\nSUCCESS: install_remove\r\ncore-1#");
              terminal.fallSilent();
            });
        CliSession session = open(device)) {
      Dialogue dialogue =
          Dialogue.of(Question.once("Do you want to remove the above files\\? \\[y/n\\]", "y"));

      assertThat(session.run(line("install remove inactive"), dialogue, PATIENCE, true).lines())
          .contains("SUCCESS: install_remove");
      assertThat(device.typed()).endsWith("install remove inactive", "y");
    }
  }

  @Test
  void a_question_asked_again_is_declined() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "install remove inactive");
              terminal.print("Do you want to remove the above files? [y/n]");
              terminal.print(terminal.readLine() + "\r\n");
              terminal.print("Do you want to remove the above files? [y/n]");
              terminal.readLine();
              terminal.fallSilent();
            });
        CliSession session = open(device)) {
      Dialogue dialogue =
          Dialogue.of(Question.once("Do you want to remove the above files\\? \\[y/n\\]", "y"));

      assertThatThrownBy(
              () -> session.run(line("install remove inactive"), dialogue, PATIENCE, true))
          .isInstanceOf(DeviceException.UnexpectedPrompt.class);
      assertThat(device.typed()).endsWith("y", "n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Erase everything? [y/n]:n",
        "Erase everything? [y/n/q]:q",
        "Proceed with reload? [confirm]:n",
        "Save? [yes/no]: :no",
        "Are you sure (yes/no)?:no"
      })
  void a_question_that_nobody_expects_is_declined_and_shown(String questionAndAnswer) {
    int colon = questionAndAnswer.lastIndexOf(':');
    String question = questionAndAnswer.substring(0, colon);
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "install commit");
              terminal.print("install_commit: START\r\n" + question);
              terminal.readLine();
              terminal.fallSilent();
            });
        CliSession session = open(device)) {
      Dialogue dialogue = Dialogue.of(Question.once("Remove the above files\\? \\[y/n\\]", "y"));

      assertThatThrownBy(() -> session.run(line("install commit"), dialogue, PATIENCE, true))
          .isInstanceOfSatisfying(
              DeviceException.UnexpectedPrompt.class,
              asked -> assertThat(asked.prompt()).contains(question.strip()));
      assertThat(device.typed()).endsWith(questionAndAnswer.substring(colon + 1));
      assertThat(device.typed()).doesNotContain("y", "yes");
    }
  }

  @Test
  void a_question_without_a_choice_is_not_answered_at_all() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "copy http://x/a.bin flash:a.bin");
              terminal.print("Source username [noc]? ").fallSilent();
            });
        CliSession session = open(device)) {
      assertThatThrownBy(() -> session.run(line("copy http://x/a.bin flash:a.bin")))
          .isInstanceOf(DeviceException.UnexpectedPrompt.class);
      assertThat(device.typed()).last().isEqualTo("copy http://x/a.bin flash:a.bin");
    }
  }

  @Test
  void the_enable_secret_is_typed_only_where_the_password_is_asked_and_never_written_down() {
    try (ScriptedSwitch device = ScriptedSwitch.following(enabling("enable-me"));
        CliSession session = open(device)) {
      assertThat(session.mode()).isEqualTo(Mode.PRIVILEGED);
      assertThat(device.typed()).containsSubsequence("enable", "enable-me", "terminal width 511");
      assertThat(heard.sent()).contains("•••").noneMatch(line -> line.contains("enable-me"));
    }
  }

  @Test
  void a_refused_enable_secret_is_typed_once() {
    try (ScriptedSwitch device = ScriptedSwitch.following(enabling("another"))) {
      assertThatThrownBy(() -> open(device))
          .isInstanceOf(DeviceException.LoginRefused.class)
          .hasMessageContaining("enable secret was refused")
          .hasMessageNotContaining("enable-me");
      assertThat(device.typed()).containsOnlyOnce("enable-me");
    }
  }

  @Test
  void the_enable_secret_is_not_typed_when_enable_does_not_ask() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.print("\r\ncore-1>");
              terminal.readEchoing();
              terminal.print("core-1>");
              terminal.readEchoing();
              terminal.behave("core-1", Map.of());
            });
        CliSession session = open(device)) {
      assertThat(session.mode()).isEqualTo(Mode.PRIVILEGED);
      assertThat(device.typed()).doesNotContain("enable-me");
    }
  }

  @Test
  void a_secret_that_a_device_echoes_in_pieces_is_struck_out() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show history");
              terminal.print("  enab").print("le-").print("me\r\n  enable\r\ncore-1#");
              terminal.fallSilent();
            });
        CliSession session = open(device)) {
      session.run(line("show history"));

      assertThat(heard.received()).contains("  •••\r\n  enable\r\n").doesNotContain("enable-me");
    }
  }

  @Test
  void an_echo_that_a_narrow_terminal_cuts_is_known_by_its_end() {
    String command = "install add file flash:cat9k_iosxe.16.12.04.SPA.bin activate issu commit";
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "terminal no monitor");
              terminal.print("core-1#");
              terminal.readLine();
              terminal.print(
                  "install add file flash:cat9k\b\b\b\b\b\b\b\r"
                      + "core-1#$2.04.SPA.bin activate issu commit");
              terminal.print("\r\ninstall_add_activate_commit: START\r\ncore-1#").fallSilent();
            });
        CliSession session = open(device)) {
      assertThat(session.run(line(command)).lines())
          .containsExactly("install_add_activate_commit: START");
    }
  }

  @Test
  void an_echo_that_is_wrapped_is_known_by_its_parts() {
    String command = "install add file flash:cat9k_iosxe.16.12.04.SPA.bin activate issu commit";
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "terminal no monitor");
              terminal.print("core-1#");
              terminal.readLine();
              terminal.print(command.substring(0, 33) + "\r\n" + command.substring(33));
              terminal.print("\r\ninstall_add_activate_commit: START\r\ncore-1#").fallSilent();
            });
        CliSession session = open(device)) {
      assertThat(session.run(line(command)).lines())
          .containsExactly("install_add_activate_commit: START");
    }
  }

  @Test
  void a_device_that_echoes_twice_or_not_at_all_is_understood() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "show one");
              terminal.print("show one\r\nfirst\r\ncore-1#");
              terminal.readLine();
              terminal.print("\r\nsecond\r\ncore-1#").fallSilent();
            });
        CliSession session = open(device)) {
      assertThat(session.run(line("show one")).lines()).containsExactly("first");
      assertThat(session.run(line("show two")).lines()).contains("second");
    }
  }

  @Test
  void the_time_that_is_put_before_every_answer_is_removed() {
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(
                Map.of(
                    "show boot",
                    "Load for five secs: 2%/0%; one minute: 1%; five minutes: 1%\n"
                        + "Time source is NTP, 05:47:45.686 EST Thu Jun 6 2019\n\n"
                        + "BOOT variable = x\n"));
        CliSession session = open(device)) {
      assertThat(session.run(line("show boot")).lines()).containsExactly("BOOT variable = x");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"noc@host:~$ ", "[noc@host ~]$ ", "host% "})
  void a_unix_shell_is_named_as_one(String prompt) {
    try (ScriptedSwitch device =
        ScriptedSwitch.following(terminal -> terminal.print(prompt).fallSilent())) {
      assertThatThrownBy(() -> open(device))
          .isInstanceOf(DeviceException.UnrecognisedOutput.class)
          .hasMessageContaining("Unix shell");
      assertThat(device.typed()).isEmpty();
    }
  }

  private static Script enabling(String secret) {
    return terminal -> {
      terminal.print("\r\ncore-1>");
      terminal.readEchoing();
      terminal.print("core-1>");
      terminal.readEchoing();
      for (int attempt = 0; attempt < 3; attempt++) {
        terminal.print("Password: ");
        if (terminal.readLine().equals(secret)) {
          terminal.behave("core-1", Map.of());
        }
        terminal.print("\r\n");
      }
      terminal.print("% Bad secrets\r\n\r\ncore-1>").fallSilent();
    };
  }

  private CliSession open(ScriptedSwitch device) {
    return CliSession.open(
        "core-1",
        CONNECTIONS.open(device.target()),
        device.target().credentials(),
        heard,
        InstantSource.system(),
        QUICK);
  }
}
