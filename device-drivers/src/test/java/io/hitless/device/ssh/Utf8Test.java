package io.hitless.device.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Utf8Test {

  @Property
  void text_arrives_whole_wherever_it_is_cut(@ForAll String any, @ForAll int seed) {
    String text = new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Utf8 utf8 = new Utf8();
    StringBuilder decoded = new StringBuilder();
    Random random = new Random(seed);
    int from = 0;
    while (from < bytes.length) {
      int length = Math.min(bytes.length - from, 1 + random.nextInt(4));
      decoded.append(utf8.decode(bytes, from, length));
      from += length;
    }

    assertThat(decoded).hasToString(text);
  }

  @Test
  void what_is_no_utf_8_does_not_stop_the_rest() {
    byte[] bytes = {'a', (byte) 0xff, (byte) 0xc3, 'b', '\n'};

    assertThat(new Utf8().decode(bytes, 0, bytes.length)).startsWith("a�").endsWith("b\n");
  }
}
