package io.hitless.device.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final Bench bench = Bench.of("c9500-svl-16.9");

  @Test
  void words_may_be_shortened_while_they_stay_clear() {
    assertThat(bench.run("sh ver | in IOS XE")).contains("Cisco IOS XE Software, Version 16.09.02");
    assertThat(bench.run("sh issu st det")).contains("No ISSU operation is in progress");
    assertThat(bench.run("show re")).contains("Redundant System Information");
    assertThat(bench.run("term mon")).isEqualTo("C9500#");
  }

  @Test
  void two_meanings_are_one_too_many() {
    assertThat(bench.run("show i")).startsWith("% Ambiguous command:  \"show i\"\n");
    assertThat(bench.run("co")).startsWith("% Ambiguous command:  \"co\"");
  }

  @Test
  void half_a_command_is_incomplete() {
    assertThat(bench.run("show install")).startsWith("% Incomplete command.\n");
    assertThat(bench.run("show version |")).startsWith("% Incomplete command.");
  }

  @Test
  void the_marker_stands_below_the_first_letter_that_fits_nothing() {
    assertThat(bench.run("show issu stale detail"))
        .isEqualTo("                   ^\n% Invalid input detected at '^' marker.\n\nC9500#");
    assertThat(bench.run("show switch detail")).startsWith(" ".repeat(18) + "^\n");
  }

  @Test
  void a_lonely_unknown_word_is_taken_for_a_host_and_stalls() {
    String at = bench.run("hunter2");
    assertThat(at).isEqualTo("Translating \"hunter2\"...domain server (255.255.255.255)\n");
    bench.pass(Duration.ofSeconds(46));
    assertThat(bench.screen())
        .endsWith("Unknown command or computer name, or unable to find computer address\nC9500#");
  }

  @Test
  void output_can_be_filtered_four_ways() {
    assertThat(bench.run("show redundancy | include Mode"))
        .isEqualTo(
            """
                             Hardware Mode = Duplex
                Configured Redundancy Mode = sso
                 Operating Redundancy Mode = sso
                          Maintenance Mode = Disabled
            C9500#\
            """);
    assertThat(bench.run("show redundancy | exclude e")).doesNotContain("Mode");
    assertThat(bench.run("show redundancy | begin Peer")).startsWith("Peer Processor Information");
    assertThat(bench.run("show running-config | section line vty"))
        .isEqualTo("line vty 0 4\n exec-timeout 10 0\n transport input ssh\nC9500#");
    assertThat(bench.run("show version | count uptime")).startsWith("Number of lines which match");
  }

  @Test
  void long_output_stops_at_more_until_the_length_is_zero() {
    bench.login(80, 24);
    String first = bench.run("show version");
    assertThat(first).endsWith(" --More-- ");
    assertThat(first.lines().count()).isEqualTo(24);
    assertThat(bench.type(" ")).contains("\b").endsWith(" --More-- ");
    assertThat(bench.type("\r").replaceAll(".*\b", "").lines().count()).isEqualTo(2);
    assertThat(bench.type("q")).endsWith("C9500#");
    bench.run("terminal length 0");
    assertThat(bench.run("show version")).doesNotContain("--More--").endsWith("C9500#");
  }

  @Test
  void output_folds_at_the_width_and_echo_slides_with_a_dollar() {
    bench.login(40, 0);
    assertThat(bench.run("show clock | include jst")).contains("jst");
    assertThat(bench.run("show issu state detail").lines()).allMatch(line -> line.length() <= 40);
    String echo = bench.type("install add file flash:cat9k_iosxe.16.12.04.SPA.bin.absent");
    assertThat(echo).contains("\b").contains("$").doesNotContain("\n");
    assertThat(bench.type("\r")).contains("install_add: START");
    bench.login(511, 0);
    assertThat(bench.type("install add file flash:cat9k_iosxe.16.12.04.SPA.bin.absent"))
        .isEqualTo("install add file flash:cat9k_iosxe.16.12.04.SPA.bin.absent");
  }

  @Test
  void lines_end_in_carriage_return_and_line_feed() {
    StringBuilder raw = new StringBuilder();
    Tty tty = new Tty(bytes -> raw.append(new String(bytes, StandardCharsets.UTF_8)), 80, 0);
    tty.write("a\nb\n");
    assertThat(raw).hasToString("a\r\nb\r\n");
  }

  @Test
  void keys_can_be_rubbed_out_and_a_line_given_up() {
    assertThat(bench.type("show clokk\b\bck\r")).contains("jst Fri Feb 8 2019");
    assertThat(bench.type("reload\u0003")).endsWith("\nC9500#");
    assertThat(bench.type("garbage\u0015show privilege\r")).contains("privilege level is 15");
    assertThat(bench.type("show redundancy ?")).contains("states", "switchover");
  }

  @Test
  void typing_ahead_is_carried_out_in_order() {
    String text = bench.type("show privilege\rshow clock\nshow privilege\r\n");
    assertThat(text.split("C9500#", -1)).hasSize(4);
    assertThat(bench.log.records())
        .extracting(CommandRecord::line)
        .containsExactly("show privilege", "show clock", "show privilege");
  }

  @Test
  void log_lines_appear_only_where_they_were_asked_for() {
    bench.run("install add file " + bench.target(), Duration.ofMinutes(7));
    assertThat(bench.screen()).doesNotContain("%INSTALL-5-");
    bench.run("terminal monitor");
    bench.run("install activate issu", Duration.ofMinutes(8));
    assertThat(bench.screen())
        .contains(
            "%INSTALL-5-INSTALL_START_INFO: Switch 1 R0/0: install_engine: Started install activate")
        .contains("will expire in 7200 seconds")
        .contains("%REDUNDANCY-3-IPC: IOS versions do not match.")
        .contains("%RF-5-RF_TERMINAL_STATE: Terminal state reached for (SSO)");
  }

  @Test
  void the_start_of_an_add_is_glued_to_what_follows() {
    bench.run("terminal monitor");
    assertThat(bench.run("install add file " + bench.target(), Duration.ofMinutes(1)))
        .contains(".SPA.bininstall_add: Adding PACKAGE");
  }

  @Test
  void configuration_mode_has_a_prompt_of_its_own_and_makes_the_configuration_dirty() {
    assertThat(bench.run("conf t")).endsWith("C9500(config)#");
    assertThat(bench.run("interface Vlan1")).endsWith("C9500(config-if)#");
    bench.run("description uplink");
    assertThat(bench.run("do show privilege")).startsWith("Current privilege level is 15");
    bench.run("exit");
    assertThat(bench.run("frobnicate")).contains("% Invalid input");
    assertThat(bench.run("end")).endsWith("C9500#");
    assertThat(bench.snapshot().configurationDirty()).isTrue();
    assertThat(bench.run("show archive config differences")).contains("+ description uplink");
    assertThat(bench.run("show running-config | include Last")).contains("by issu");
  }

  @Test
  void verify_prints_dots_and_then_the_hash_of_the_catalogue() {
    ImageCatalogue.Image image = ImageCatalogue.target(bench.chassis.profile());
    String text = bench.run("verify /md5 " + bench.target(), Duration.ofMinutes(12));
    assertThat(text)
        .startsWith("....")
        .contains("Done!\nverify /md5 (flash:/" + image.filename() + ") = " + image.md5());
    assertThat(
            bench.run(
                "verify /sha512 " + bench.target() + " " + image.sha512(), Duration.ofMinutes(12)))
        .contains("Verified (flash:/");
    assertThat(bench.run("verify /md5 flash:none.bin")).startsWith("%Error verifying");
  }

  @Test
  void a_copy_asks_its_questions_and_reports_its_bytes() {
    assertThat(bench.run("copy tftp: flash:")).endsWith("Address or name of remote host []? ");
    assertThat(bench.type("192.0.2.9\r")).endsWith("Source filename []? ");
    assertThat(bench.type("cat9k_iosxe.16.12.03.SPA.bin\r"))
        .endsWith("Destination filename [cat9k_iosxe.16.12.03.SPA.bin]? ");
    bench.type("\r");
    bench.pass(Duration.ofMinutes(9));
    long size = ImageCatalogue.image(bench.chassis.profile(), "16.12.3").sizeBytes();
    assertThat(bench.screen()).contains("[OK - " + size + " bytes]", size + " bytes copied in");
    assertThat(bench.run("dir flash:cat9k_iosxe.16.12.03.SPA.bin")).contains(" " + size + " ");
    bench.run("copy http://192.0.2.9/cat9k_iosxe.16.12.03.SPA.bin flash:");
    assertThat(bench.type("\r"))
        .contains("%Warning:There is a file already existing with this name")
        .endsWith("Do you want to over write? [confirm]");
    assertThat(bench.type("n")).endsWith("C9500#");
    bench.run("copy scp://issu@192.0.2.9/cat9k_iosxe.16.12.03.SPA.bin flash:x.bin");
    assertThat(bench.screen()).endsWith("continue connecting (yes/no)? ");
    assertThat(bench.type("yes\r")).endsWith("Password: ");
  }

  @Test
  void deleting_asks_twice_unless_told_not_to() {
    assertThat(bench.run("delete " + bench.target())).startsWith("Delete filename [");
    assertThat(bench.type("\r")).endsWith("[confirm]");
    bench.type("\r");
    assertThat(bench.run("dir flash: | include 16.12.04")).isEqualTo("C9500#");
  }
}
