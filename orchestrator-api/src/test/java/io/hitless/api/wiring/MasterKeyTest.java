package io.hitless.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
  @TempDir Path folder;

  @Test
  void a_given_key_is_taken_and_none_is_made() {
    assertThat(MasterKey.of(Optional.of("given"), Optional.of(folder))).isEqualTo("given");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void with_a_database_of_our_own_a_key_is_made_once_and_kept_for_us_alone() throws Exception {
    String made = MasterKey.of(Optional.empty(), Optional.of(folder.resolve("data")));
    String again = MasterKey.of(Optional.empty(), Optional.of(folder.resolve("data")));

    assertThat(Base64.getDecoder().decode(made)).hasSize(32);
    assertThat(again).isEqualTo(made);
    assertThat(Files.getPosixFilePermissions(folder.resolve("data/master.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void with_somebody_elses_database_we_refuse_to_start_without_one() {
    assertThatThrownBy(() -> MasterKey.of(Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("HITLESS_MASTER_KEY");
  }
}
