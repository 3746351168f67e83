package io.hitless.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.db.Seal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
  @TempDir Path folder;

  @Test
  void a_given_key_is_taken_and_none_is_made() {
    assertThat(MasterKey.of(Optional.of("given"), List.of("older"), Optional.of(folder)))
        .containsExactly("given", "older");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void with_a_database_of_our_own_a_key_is_made_once_and_kept_for_us_alone() throws Exception {
    String made = made(folder.resolve("data")).getFirst();
    String again = made(folder.resolve("data")).getFirst();

    assertThat(Base64.getDecoder().decode(made)).hasSize(32);
    assertThat(again).isEqualTo(made);
    assertThat(Files.getPosixFilePermissions(folder.resolve("data/master.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void with_somebody_elses_database_we_refuse_to_start_without_one() {
    assertThatThrownBy(() -> MasterKey.of(Optional.empty(), List.of(), Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("HITLESS_MASTER_KEY");
  }

  private static List<String> made(Path data) {
    return MasterKey.of(Optional.empty(), List.of(), Optional.of(data));
  }

  @Test
  void a_kept_key_is_replaced_and_the_old_one_forgotten_by_a_command() {
    String data = folder.resolve("data").toString();
    String first = made(Path.of(data)).getFirst();
    var said = new ByteArrayOutputStream();
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);

    assertThat(MasterKeyCommand.run(new String[] {"replace", data}, out)).isZero();
    List<String> both = made(Path.of(data));
    assertThat(both).hasSize(2).endsWith(first);
    assertThat(MasterKeyCommand.run(new String[] {"forget", data}, out)).isZero();
    assertThat(made(Path.of(data))).containsExactly(both.getFirst());
    assertThat(folder.resolve("data")).isDirectoryContaining(it -> it.endsWith("master.key"));

    assertThat(MasterKeyCommand.run(new String[] {"replace", folder + "/nowhere"}, out))
        .isEqualTo(2);
    assertThat(MasterKeyCommand.run(new String[] {}, out)).isEqualTo(2);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("GET /api/v1/master-keys", "no master key is kept", "DATA_DIR")
        .doesNotContain(first)
        .doesNotContain(both.getFirst());
  }

  @Test
  void what_is_no_key_is_named_by_its_variable_and_not_shown() {
    String right = Seal.newMasterKey();
    for (List<String> wrong : List.of(List.of("c2hvcnQ="), List.of(right, "n@t base64"))) {
      assertThatThrownBy(() -> MasterKey.seal(wrong))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("HITLESS_MASTER_KEY")
          .hasMessageContaining(
              wrong.size() == 1 ? "the master key has 5 bytes" : "older master key 1")
          .hasMessageNotContaining(wrong.getLast());
    }
  }
}
