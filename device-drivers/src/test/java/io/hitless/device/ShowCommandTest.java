package io.hitless.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "show version",
        "show ip ospf neighbor",
        "show interfaces status",
        "show platform software status control-processor brief",
        "show interfaces TenGigabitEthernet1/0/1",
        "show interfaces status | include err-disabled",
        "show processes cpu sorted | begin ^CPU"
      })
  void what_only_shows_may_be_asked(String text) {
    assertThat(new ShowCommand(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "show",
        "show ",
        "show  version",
        "sh version",
        "SHOW version",
        "show version ",
        " show version",
        "show version\n",
        "show version\r\nreload",
        "show version\nreload",
        "show version;reload",
        "show version ?",
        "show version | redirect flash:x",
        "show version | tee flash:x",
        "show version | append flash:x",
        "show version | red flash:x",
        "show version | include x | redirect flash:x",
        "show version | include x|redirect flash:x",
        "show version | i x",
        "show version |include x",
        "show version > flash:x",
        "show version \u202e| include x",
        "show version\u0000",
        "show version\t",
        "show version `reload`",
        "show version $(reload)",
        "do show version",
        "reload",
        "configure terminal",
        "clear counters",
        "show running-config",
        "show run",
        "show startup-config",
        "show tech-support",
        "show tech",
        "show key chain",
        "show crypto key mypubkey rsa",
        "show snmp community",
        "show archive config differences",
        "show file systems",
        "show inter status",
        "show derived-config",
        "show configuration"
      })
  void anything_else_is_refused_with_a_sentence(String text) {
    assertThatThrownBy(() -> new ShowCommand(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {161, 100_000})
  void a_command_has_an_end(int length) {
    String text = "show version " + "x".repeat(length - 13);
    assertThatThrownBy(() -> new ShowCommand(text)).hasMessageContaining("at most");
  }
}
