package io.hitless.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*Feb  8 09:36:01.240 jst: %RF-5-RF_TERMINAL_STATE: Terminal state reached for (SSO)",
        "Feb  8 09:48:33.364: %INSTALL-5-INSTALL_START_INFO: R0/0: install_engine: Started install commit",
        "000123: *Nov 13 20:47:54.787: %INSTALL-5-INSTALL_START_INFO: Chassis 1 R1/0: x",
        "000123: %SYS-5-CONFIG_I: Configured from console by noc on vty0",
        "*Nov 13 20:47:54.787 GMT+1: %SYS-5-CONFIG_I: Configured from console",
        "Nov 13 2018 20:47:54 UTC-0330: %SYS-5-CONFIG_I: Configured from console",
        "Nov 13 2018 20:47:54 UTC: %SYS-5-CONFIG_I: Configured from console",
        "1d02h: %LINK-3-UPDOWN: Interface Te1/0/1, changed state to up",
        "%IOSXEBOOT-4-ISSU_ONE_SHOT: (rp/0): ISSU finished successfully",
        "*Jul  6 22:27:26.843: %PMAN-3-RELOAD_RP: R1/0: pvp: Reloading",
        "Jun 27 06:47:43.829: %HA_CONFIG_SYNC-6-BULK_CFGSYNC_SUCCEED: Bulk Sync succeeded"
      })
  void a_log_line_is_known_in_every_form_of_its_time_stamp(String line) {
    assertThat(LogLine.in(line)).contains(new LogLine("", line, ""));
  }

  @Test
  void output_in_front_of_a_log_line_is_kept() {
    assertThat(LogLine.in("Finished Add*Feb  8 09:36:01.240: %RF-5-RF_TERMINAL_STATE: reached"))
        .contains(
            new LogLine(
                "Finished Add", "*Feb  8 09:36:01.240: %RF-5-RF_TERMINAL_STATE: reached", ""));
  }

  @Test
  void output_in_front_of_a_sequence_number_is_kept() {
    assertThat(LogLine.in("Finished Add000123: %RF-5-RF_TERMINAL_STATE: reached"))
        .contains(new LogLine("Finished Add", "000123: %RF-5-RF_TERMINAL_STATE: reached", ""));
  }

  @Test
  void what_the_install_engine_goes_on_writing_behind_its_log_line_is_kept() {
    String log =
        "*Nov 13 20:47:54.787: %INSTALL-5-INSTALL_START_INFO: Chassis 1 R1/0: install_engine: Started install add flash:a.bin";

    assertThat(LogLine.in(log + "install_add: Adding PACKAGE"))
        .contains(new LogLine("", log, "install_add: Adding PACKAGE"));
    assertThat(LogLine.in(log + "FAILED: install_add exit(1)"))
        .contains(new LogLine("", log, "FAILED: install_add exit(1)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "% Invalid input detected at '^' marker.",
        "%Error opening stby-flash:/ (No such device)",
        "%Warning:There is a file already existing with this name",
        "Load for five secs: 2%/0%; one minute: 1%; five minutes: 1%",
        "FAILED: install_add exit(1) Tue Nov 13 20:51:58 UTC 2018",
        "  description 50% of traffic: %d-3-x:"
      })
  void what_the_command_line_says_itself_is_no_log_line(String line) {
    assertThat(LogLine.in(line)).isEmpty();
  }
}
