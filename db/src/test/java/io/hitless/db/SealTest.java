package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Sealed secrets open only with the right key, at the right place, unaltered.
class SealTest {
  private static final String SECRET = "correct horse battery ünïcode";
  private static final String PLACE = "credential\nnoc\npassword";

  private final String key = Seal.newMasterKey();
  private final Seal seal = Seal.with(key);

  @Test
  void a_secret_comes_out_as_it_went_in_and_can_not_be_seen_meanwhile() {
    byte[] sealed = seal.close(SECRET, PLACE);
    assertThat(seal.open(sealed, PLACE)).isEqualTo(SECRET);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("correct");
    assertThat(Seal.with(key).open(sealed, PLACE)).isEqualTo(SECRET);
  }

  @Test
  void sealing_twice_shows_no_likeness() {
    assertThat(seal.close(SECRET, PLACE)).isNotEqualTo(seal.close(SECRET, PLACE));
  }

  @Test
  void another_key_opens_nothing() {
    byte[] sealed = seal.close(SECRET, PLACE);
    assertThatExceptionOfType(Seal.Broken.class)
        .isThrownBy(() -> Seal.with(Seal.newMasterKey()).open(sealed, PLACE))
        .withMessageContaining("another master key");
  }

  @Test
  void a_secret_moved_to_another_place_does_not_open() {
    byte[] sealed = seal.close(SECRET, PLACE);
    assertThatExceptionOfType(Seal.Broken.class)
        .isThrownBy(() -> seal.open(sealed, "credential\nnoc\nenable_secret"));
  }

  @Test
  void every_altered_bit_is_noticed() {
    byte[] sealed = seal.close(SECRET, PLACE);
    for (int at = 0; at < sealed.length; at++) {
      byte[] altered = sealed.clone();
      altered[at] ^= 1;
      assertThatExceptionOfType(Seal.Broken.class).isThrownBy(() -> seal.open(altered, PLACE));
    }
    assertThatExceptionOfType(Seal.Broken.class)
        .isThrownBy(() -> seal.open(java.util.Arrays.copyOf(sealed, 20), PLACE));
  }

  @Test
  void after_a_rotation_the_old_key_still_opens_and_the_new_one_seals() {
    byte[] old = seal.close(SECRET, PLACE);
    String next = Seal.newMasterKey();
    Seal rotated = Seal.with(next, List.of(key));
    assertThat(rotated.open(old, PLACE)).isEqualTo(SECRET);
    byte[] anew = rotated.close(SECRET, PLACE);
    assertThat(Seal.with(next).open(anew, PLACE)).isEqualTo(SECRET);
    assertThatExceptionOfType(Seal.Broken.class).isThrownBy(() -> seal.open(anew, PLACE));
  }

  @Test
  void a_master_key_is_32_bytes_in_base64_and_is_never_shown() {
    for (String wrong :
        List.of("", "not base64!", Base64.getEncoder().encodeToString(new byte[16]))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Seal.with(wrong))
          .satisfies(refused -> {
            if (!wrong.isEmpty()) {
              assertThat(refused.getMessage()).doesNotContain(wrong);
            }
          });
    }
    assertThat(Seal.with(" " + key + "\n")).isNotNull();
  }
}
