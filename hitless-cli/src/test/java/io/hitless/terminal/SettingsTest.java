package io.hitless.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Settings.Given NOTHING =
      new Settings.Given(Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir Path home;

  private Surroundings with(Map<String, String> variables) {
    return new Surroundings(variables, home, System.out, System.err, false, 0);
  }

  private void kept(String rights, String text) throws IOException {
    Path file = home.resolve(".config/hitless/config");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  @Test
  void the_command_line_counts_more_than_the_environment_and_that_more_than_the_file()
      throws IOException {
    kept("rw-------", "url=http://of-the-file:1\nkey=of-the-file\n");
    assertThat(Settings.of(NOTHING, with(Map.of())))
        .extracting(it -> it.url().toString(), Settings::key)
        .containsExactly("http://of-the-file:1", "of-the-file");
    Map<String, String> environment =
        Map.of("HITLESS_URL", "https://of-the-environment/", "HITLESS_API_KEY", "k");
    assertThat(Settings.of(NOTHING, with(environment)))
        .extracting(it -> it.url().toString(), Settings::key)
        .containsExactly("https://of-the-environment", "k");
    Path keyFile = Files.writeString(home.resolve("key"), "typed\n");
    Settings.Given given =
        new Settings.Given(Optional.of("http://typed"), Optional.of(keyFile), Optional.empty());
    assertThat(Settings.of(given, with(environment)))
        .extracting(it -> it.url().toString(), Settings::key)
        .containsExactly("http://typed", "typed");
  }

  @Test
  void a_key_that_others_can_read_is_not_used() throws IOException {
    kept("rw-r--r--", "key=open\n");
    assertThatExceptionOfType(WrongSettings.class)
        .isThrownBy(() -> Settings.of(NOTHING, with(Map.of())))
        .withMessageContaining("chmod 600");
  }

  @Test
  void without_a_key_it_is_told_where_one_may_stand() {
    assertThatExceptionOfType(WrongSettings.class)
        .isThrownBy(() -> Settings.of(NOTHING, with(Map.of())))
        .withMessageContaining("HITLESS_API_KEY");
  }

  @Test
  void what_is_no_url_is_refused() {
    assertThatExceptionOfType(WrongSettings.class)
        .isThrownBy(() ->
            Settings.of(
                NOTHING, with(Map.of("HITLESS_API_KEY", "k", "HITLESS_URL", "hitless:8080"))))
        .withMessageContaining("no URL of a service");
  }
}
