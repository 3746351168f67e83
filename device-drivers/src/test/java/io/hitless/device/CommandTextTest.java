package io.hitless.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flash:cat9k_iosxe.16.12.04.SPA.bin",
        "bootflash:/cat9k_iosxe.17.09.05.SPA.bin",
        "stby-bootflash:a.bin",
        "flash-2:cat9k-universalk9.SPA.16.09.03.BETA.E1.SSA.bin.bin",
        "usbflash0:a.BIN"
      })
  void an_image_on_a_flash_is_a_path(String path) {
    assertThat(CommandText.imagePath(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.1/images/cat9k_iosxe.16.12.04.SPA.bin",
        "https://images.example.net:8443/a.bin",
        "scp://noc@192.0.2.1/a.bin",
        "tftp://[2001:db8::1]/a.bin"
      })
  void an_image_on_a_server_is_a_url(String url) {
    assertThat(CommandText.imageUrl(url)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://noc:secret@192.0.2.1/a.bin",
        "http://192.0.2.1/a.txt",
        "http://192.0.2.1/a.bin?x=1",
        "http://192.0.2.1/a.bin flash:b",
        "file:///etc/passwd.bin",
        "flash:a.bin",
        "http:///a.bin",
        "http://192.0.2.1/a.bin\r"
      })
  void anything_else_is_no_url_for_a_switch(String url) {
    assertThatThrownBy(() -> CommandText.imageUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Property
  void whatever_passes_is_plain(@ForAll String any) {
    for (String path : new String[] {any, "flash:" + any, "flash:" + any + ".bin"}) {
      try {
        CommandText.imagePath(path);
      } catch (IllegalArgumentException refused) {
        continue;
      }
      assertThat(path).matches("[A-Za-z0-9:/._+-]+").endsWithIgnoringCase(".bin");
    }
  }
}
