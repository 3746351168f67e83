package io.hitless.device.iosxe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.hitless.device.Change;
import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.Heard;
import io.hitless.device.IssuDriver;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Permit;
import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import io.hitless.device.ScriptedSwitch;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import io.hitless.device.ShowCommand;
import io.hitless.device.cli.CliSettings;
import io.hitless.device.facts.Operations;
import io.hitless.device.facts.Storage;
import io.hitless.device.facts.UnitBoot;
import io.hitless.device.ssh.SshSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IosXeDriverTest {
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(3));
  private static final IosXeDrivers DRIVERS =
      new IosXeDrivers(
          InstantSource.system(),
          new DriverSettings(
              SshSettings.defaults(),
              new CliSettings(
                  Duration.ofSeconds(3),
                  Duration.ofSeconds(3),
                  Duration.ofMillis(150),
                  Duration.ofSeconds(1),
                  1_000_000,
                  8_192),
              PATIENCE));
  private static final String VERSION =
      """
      Cisco IOS XE Software, Version 17.06.05
      Cisco IOS Software [Bengaluru], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.6.5, RELEASE SOFTWARE (fc2)
      core-1 uptime is 1 day, 2 hours, 3 minutes
      System image file is "bootflash:packages.conf"
      cisco C9606R (X86) processor (revision V00) with 1863083K/6147K bytes of memory.
      Processor board ID FXS2250Q3ZA
      Configuration register is 0x102
      """;

  @AfterAll
  static void close() {
    DRIVERS.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Cisco Nexus Operating System (NX-OS) Software|a Cisco Nexus on NX-OS",
        "Cisco IOS XR Software, Version 7.5.2|a router on Cisco IOS XR",
        "Junos: 21.4R3-S1.5|a Juniper device on Junos",
        "Arista DCS-7050SX3-48YC8|an Arista switch",
        "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3|a device on"
            + " classic Cisco IOS",
        "Linux version 6.1.0-18-amd64|a Unix host"
      })
  void a_device_that_is_no_catalyst_is_named(String said, String name) {
    try (ScriptedSwitch device = ScriptedSwitch.answering(Map.of("show version", said + "\n"));
        IssuDriver driver = open(device)) {
      assertThatThrownBy(driver::software)
          .isInstanceOf(DeviceException.UnrecognisedOutput.class)
          .hasMessageContaining("no Catalyst on IOS XE but " + name);
    }
  }

  @Test
  void a_device_that_cannot_tell_its_privilege_is_named_while_logging_in() {
    try (ScriptedSwitch device =
        ScriptedSwitch.answering(
            Map.of(
                "show privilege", "unknown command.\n", "show version", "Junos: 21.4R3-S1.5\n"))) {
      assertThatThrownBy(() -> open(device))
          .isInstanceOf(DeviceException.UnrecognisedOutput.class)
          .hasMessageContaining("Junos");
    }
  }

  @Test
  void an_account_without_privilege_15_is_not_authorised() {
    try (ScriptedSwitch device =
        ScriptedSwitch.answering(
            Map.of("show privilege", "Current privilege level is 7\n", "enable", ""))) {
      assertThatThrownBy(() -> open(device))
          .isInstanceOf(DeviceException.NotAuthorised.class)
          .hasMessageContaining("has privilege 7");
    }
  }

  @Test
  void nothing_is_typed_once_the_permit_is_gone_and_the_session_is_cut() {
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(
                Map.of("install commit", "install_commit: START\nSUCCESS: install_commit\n"));
        IssuDriver driver = open(device)) {
      driver.under(() -> {
        throw new IllegalStateException("somebody else has the device");
      });
      assertThatThrownBy(() -> driver.send(new Change.Commit(), PATIENCE))
          .hasMessage("somebody else has the device");
      driver.under(Permit.ALWAYS);
      assertThatThrownBy(driver::software).isInstanceOf(DeviceException.HungUp.class);
      assertThat(device.typed()).doesNotContain("install commit");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"% Authorization failed.", "Command authorization failed."})
  void a_question_that_the_account_may_not_ask_is_not_authorised(String said) {
    try (ScriptedSwitch device = ScriptedSwitch.answering(Map.of("show redundancy", said + "\n"));
        IssuDriver driver = open(device)) {
      assertThatThrownBy(driver::redundancy)
          .isInstanceOf(DeviceException.NotAuthorised.class)
          .hasMessageContaining("show redundancy");
    }
  }

  @Test
  void a_release_that_does_not_know_one_form_of_a_question_is_asked_in_another() {
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(
                Map.of(
                    "show version",
                    VERSION,
                    "show romvar",
                    "ROMMON variables:\n"
                        + " MANUAL_BOOT=\"no\"\n"
                        + " BOOT=\"bootflash:packages.conf;\"\n"));
        IssuDriver driver = open(device)) {
      assertThat(driver.boot().value())
          .containsExactly(
              new UnitBoot("active", UnitBoot.Manual.NO, List.of("bootflash:packages.conf")));
      assertThat(device.typed())
          .containsSubsequence("show boot", "show boot system", "show romvar");
    }
  }

  @Test
  void the_flash_of_a_standby_that_has_no_name_of_its_own_is_reached_by_its_number() {
    String pair =
        VERSION
            .replace("bootflash:", "flash:")
            .replace(
                "Configuration register",
                """
                Switch Ports Model              SW Version        SW Image              Mode
                ------ ----- -----              ----------        ----------            ----
                     1 50    C9500-40X          17.6.5            CAT9K_IOSXE           INSTALL
                *    2 50    C9500-40X          17.6.5            CAT9K_IOSXE           INSTALL

                Configuration register\
                """);
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(
                Map.of(
                    "show version",
                    pair,
                    "dir flash: | include free",
                    "11353194496 bytes total (8000000000 bytes free)\n",
                    "dir stby-flash: | include free",
                    "",
                    "dir stby-flash:",
                    "%Error opening stby-flash:/ (No such device)\n",
                    "dir flash-1: | include free",
                    "11353194496 bytes total (7000000000 bytes free)\n"));
        IssuDriver driver = open(device)) {
      assertThat(driver.storage().value())
          .containsExactly(
              new Storage("flash:", 11_353_194_496L, 8_000_000_000L),
              new Storage("flash-1:", 11_353_194_496L, 7_000_000_000L));
      assertThat(driver.storage().command()).contains("; ");
    }
  }

  @Test
  void the_room_on_a_flash_is_read_from_the_whole_listing_where_the_filter_shows_no_total() {
    String listing =
        """
        Directory of %s:/

        131075  drwx             4096  Feb 8 2019 09:00:01 +09:00  free-for-all

        11353194496 bytes total (%d000000000 bytes free)
        """;
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(
                Map.of(
                    "show version",
                    VERSION,
                    "dir bootflash:",
                    listing.formatted("bootflash", 8),
                    "dir stby-bootflash: | include free",
                    "131075  drwx  4096  Feb 8 2019 09:00:01 +09:00  free-for-all\n",
                    "dir stby-bootflash:",
                    listing.formatted("stby-bootflash", 7)));
        IssuDriver driver = open(device)) {
      assertThat(driver.storage().value())
          .containsExactly(
              new Storage("bootflash:", 11_353_194_496L, 8_000_000_000L),
              new Storage("stby-bootflash:", 11_353_194_496L, 7_000_000_000L));
    }
  }

  @Test
  void a_side_of_operations_that_can_not_be_read_is_named_and_the_others_are_still_asked() {
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(
                Map.of(
                    "show ip route summary",
                    "% Authorization failed.\n",
                    "show cdp neighbors",
                    "nothing known\n",
                    "show mac address-table count",
                    "Total Dynamic Address Count  : 182\n"));
        IssuDriver driver = open(device)) {
      var operations = driver.operations();
      assertThat(operations.seen())
          .containsExactly(
              new Operations.Seen(
                  Operations.Aspect.MAC_ADDRESSES, "show mac address-table count", List.of(), 182));
      assertThat(operations.unread()).hasSize(5);
      assertThat(operations.unread().toString())
          .contains("ROUTES: ", "Authorization failed", "NEIGHBOURS: ", "does not know");
    }
  }

  @Test
  void a_question_that_the_release_does_not_know_in_any_form_is_unrecognised() {
    try (ScriptedSwitch device = ScriptedSwitch.answering(Map.of());
        IssuDriver driver = open(device)) {
      assertThatThrownBy(driver::issu)
          .isInstanceOf(DeviceException.UnrecognisedOutput.class)
          .hasMessageContaining("show issu state detail");
    }
  }

  @Test
  void clearing_switches_its_hidden_command_on_and_off_again() {
    Map<String, String> answers = new HashMap<>();
    answers.put("service internal", "");
    answers.put("no service internal", "");
    answers.put(
        "clear install state",
        "clear_install_state: START\n"
            + "clear_install_state: Passed on [1 2]\n"
            + "Finished clear_install_state\n");
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.print("\r\ncore-1#");
              String name = "core-1";
              while (true) {
                String line = terminal.readEchoing();
                if (line.equals("configure terminal")) {
                  name = "core-1(config)";
                  terminal.print(name + "#");
                } else if (line.equals("end")) {
                  name = "core-1";
                  terminal.print(name + "#");
                } else {
                  terminal.answer(name, line, answers);
                }
              }
            });
        IssuDriver driver = open(device)) {
      assertThat(driver.send(new Change.ClearInstallState(), PATIENCE))
          .isInstanceOf(Reply.Accepted.class);
      assertThat(device.typed())
          .endsWith(
              "configure terminal",
              "service internal",
              "end",
              "clear install state",
              "configure terminal",
              "no service internal",
              "end");
    }
  }

  @Test
  void unsaved_configuration_is_never_saved_on_the_way() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "install add file flash:a.bin");
              terminal.print(
                  "install_add: START Fri Feb  8 09:22:00 jst 2019\r\n"
                      + "System configuration has been modified.\r\n"
                      + "Press Yes(y) to save the configuration and proceed.\r\n"
                      + "Press No(n) for proceeding without saving the configuration.\r\n"
                      + "Press Quit(q) to exit, you may save configuration and re-enter the"
                      + " command. [y/n/q]");
              terminal.print(terminal.readLine() + "\r\nFAILED: install_add exit(1)\r\ncore-1#");
              terminal.fallSilent();
            });
        IssuDriver driver = open(device)) {
      assertThat(driver.send(new Change.AddImage("flash:a.bin"), PATIENCE))
          .isInstanceOfSatisfying(
              Reply.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Refusal.UNSAVED_CONFIGURATION));
      assertThat(device.typed()).endsWith("install add file flash:a.bin", "q");
    }
  }

  @Test
  void a_verb_that_a_busy_engine_drops_is_silent() {
    try (ScriptedSwitch device = ScriptedSwitch.answering(Map.of("install commit", ""));
        IssuDriver driver = open(device)) {
      assertThatThrownBy(() -> driver.send(new Change.Commit(), PATIENCE))
          .isInstanceOf(DeviceException.Silent.class)
          .hasMessageContaining("start line");
    }
  }

  @Test
  void a_change_that_the_account_may_not_make_is_refused_in_the_devices_words() {
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(Map.of("write memory", "% Authorization failed.\n"));
        IssuDriver driver = open(device)) {
      assertThat(driver.send(new Change.SaveConfiguration(), PATIENCE))
          .isEqualTo(
              new Reply.Refused(
                  Refusal.NOT_AUTHORISED,
                  "% Authorization failed.",
                  List.of("% Authorization failed.")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flash:a.bin\nreload",
        "flash:a.bin | redirect flash:x",
        "flash:a.bin;reload",
        "flash:a?.bin",
        "flash:packages.conf",
        "flash:../a.bin",
        "flash:a b.bin",
        "nvram:startup-config",
        "a.bin",
        "flash:ä.bin",
        "flash:a.bin\u0000"
      })
  void nothing_but_an_image_on_a_flash_ever_becomes_part_of_a_command(String path) {
    try (ScriptedSwitch device = ScriptedSwitch.answering(Map.of());
        IssuDriver driver = open(device)) {
      int before = device.typed().size();

      assertThatThrownBy(() -> driver.send(new Change.AddImage(path), PATIENCE))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> driver.file(path)).isInstanceOf(IllegalArgumentException.class);
      assertThat(device.typed()).hasSize(before);
    }
  }

  @Test
  void the_words_of_every_change_are_what_is_sent() {
    assertThat(DRIVERS.words(new Change.SaveConfiguration())).isEqualTo("write memory");
    assertThat(DRIVERS.words(new Change.AddImage("flash:a.bin")))
        .isEqualTo("install add file flash:a.bin");
    assertThat(DRIVERS.words(new Change.Activate(Optional.empty())))
        .isEqualTo("install activate issu");
    assertThat(DRIVERS.words(new Change.Activate(Optional.of(Duration.ofHours(3)))))
        .isEqualTo("install activate issu auto-abort-timer 180");
    assertThat(DRIVERS.words(new Change.Commit())).isEqualTo("install commit");
    assertThat(DRIVERS.words(new Change.Abort())).isEqualTo("install abort issu");
    assertThat(DRIVERS.words(new Change.RemoveInactive())).isEqualTo("install remove inactive");
    assertThat(DRIVERS.words(new Change.InstallInOneStep("bootflash:a.bin")))
        .isEqualTo("install add file bootflash:a.bin activate issu commit");
    assertThat(DRIVERS.words(new Change.ClearInstallState())).isEqualTo("clear install state");
    assertThat(DRIVERS.words(new Change.Copy("http://192.0.2.1/a.bin", "flash:a.bin")))
        .isEqualTo("copy http://192.0.2.1/a.bin flash:a.bin");
    assertThat(DRIVERS.words(new Change.DeleteFile("flash:a.bin"))).isEqualTo("delete flash:a.bin");
    assertThatThrownBy(
            () -> DRIVERS.words(new Change.Activate(Optional.of(Duration.ofMinutes(10)))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> DRIVERS.words(new Change.Activate(Optional.of(Duration.ofSeconds(1801)))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_copy_answers_its_own_questions_only() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "copy http://192.0.2.1/a.bin flash:a.bin");
              terminal.print("Destination filename [a.bin]? ");
              terminal.readLine();
              terminal.print(
                  "\r\n"
                      + "%Warning:There is a file already existing with this name \r\n"
                      + "Do you want to over write? [confirm]");
              terminal.readLine();
              terminal.print("n\r\ncore-1#");
              terminal.fallSilent();
            });
        IssuDriver driver = open(device)) {
      assertThat(driver.send(new Change.Copy("http://192.0.2.1/a.bin", "flash:a.bin"), PATIENCE))
          .asInstanceOf(type(Reply.Refused.class))
          .extracting(Reply.Refused::reason, Reply.Refused::words)
          .containsExactly(
              Refusal.FILE_EXISTS, "%Warning:There is a file already existing with this name");
      assertThat(device.typed()).endsWith("", "n");
    }
  }

  @Test
  void a_copy_agrees_to_a_name_only_where_it_is_the_one_meant() {
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "copy http://192.0.2.1/a.bin flash:a.bin");
              terminal.print("Address or name of remote host [192.0.2.1]? ");
              terminal.readLine();
              terminal.print("\r\nSource filename []? ");
              terminal.readLine();
              terminal.print("\r\nDestination filename [running-config]? ");
              terminal.readLine();
              terminal.fallSilent();
            });
        IssuDriver driver = open(device)) {
      assertThatThrownBy(
              () -> driver.send(new Change.Copy("http://192.0.2.1/a.bin", "flash:a.bin"), PATIENCE))
          .isInstanceOf(DeviceException.UnexpectedPrompt.class)
          .hasMessageContaining("running-config");
      assertThat(device.typed()).endsWith("", "a.bin");
    }
  }

  @Test
  void what_logs_us_in_is_in_no_evidence_reply_or_error_though_the_device_prints_it() {
    Heard heard = new Heard();
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(
                Map.of(
                    "show privilege", "Current privilege level is 15\r\n",
                    "show redundancy states", "the password is right, they say\r\n",
                    "install commit", "FAILED: install_commit : right: is it not?\r\n",
                    "show clock", "*10:00:00.000 UTC Mon Jan 1 2026 right\r\n"));
        IssuDriver driver = DRIVERS.open(device.target(), heard)) {
      assertThatThrownBy(driver::standby)
          .isInstanceOfSatisfying(
              DeviceException.UnrecognisedOutput.class,
              unread -> assertThat(unread.output()).contains("•••").doesNotContain("right"))
          .hasMessageNotContaining("right");
      assertThat(driver.send(new Change.Commit(), PATIENCE).said().toString())
          .contains("•••")
          .doesNotContain("right");
      assertThat(driver.ask(new ShowCommand("show clock")))
          .satisfies(answer -> {
            assertThat(answer.value()).first().asString().endsWith("right");
            assertThat(answer.evidence()).first().asString().endsWith("•••");
          });
      assertThat(heard.received()).doesNotContain("right");
    }
  }

  @Test
  void a_password_is_typed_once_and_only_where_a_file_server_asks_for_it() {
    Credentials login =
        new Credentials(
            "images", Optional.of(Secret.of("canary-files")), Optional.empty(), Optional.empty());
    Heard heard = new Heard();
    try (ScriptedSwitch device =
            ScriptedSwitch.following(terminal -> {
              terminal.behaveUntil("core-1", "copy scp://192.0.2.1/a.bin flash:a.bin");
              terminal.print("Source username [noc]? ");
              terminal.readLine();
              terminal.print("\r\nPassword: ");
              terminal.readLine();
              terminal.print("\r\nYour password was canary-files\r\nPassword: ");
              terminal.readLine();
              terminal.fallSilent();
            });
        IssuDriver driver = DRIVERS.open(device.target(), heard)) {
      assertThat(
              driver.send(
                  new Change.Copy(
                      "scp://192.0.2.1/a.bin", "flash:a.bin", Optional.empty(), Optional.of(login)),
                  PATIENCE))
          .asInstanceOf(type(Reply.Refused.class))
          .extracting(Reply.Refused::reason)
          .isEqualTo(Refusal.FILE_SERVER_LOGIN);
      assertThat(device.typed()).filteredOn("canary-files"::equals).hasSize(1);
      assertThat(device.typed()).contains("images");
      assertThat(heard.sent() + heard.received()).contains("images").doesNotContain("canary-files");
    }
  }

  private static IssuDriver open(ScriptedSwitch device) {
    return DRIVERS.open(device.target(), SessionLog.NONE);
  }
}
