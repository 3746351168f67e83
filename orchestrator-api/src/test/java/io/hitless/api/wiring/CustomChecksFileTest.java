package io.hitless.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.api.body.FormReader;
import io.hitless.api.body.StrictJson;
import io.hitless.readiness.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomChecksFileTest {
  private static final String GOOD =
      """
      { "checks": [
        { "id": "no-err-disabled", "command": "show interfaces status | include err-disabled",
          "pattern": "err-disabled", "expect": "ABSENT", "severity": "WARN", "summary": "Ports in error" },
        { "id": "ntp-in-sync", "command": "show ntp status", "pattern": "^Clock is synchronized",
          "expect": "PRESENT", "summary": "Time" } ] }
      """;

  @TempDir Path folder;

  private List<Check> read(String text) throws IOException {
    Path file = folder.resolve("checks.json");
    Files.writeString(file, text);
    return new CustomChecksFile(new StrictJson(), new FormReader()).read(file, Set.of("sso-mode"));
  }

  @Test
  void a_file_of_questions_becomes_checks() throws IOException {
    assertThat(read(GOOD)).extracting(Check::id).containsExactly("no-err-disabled", "ntp-in-sync");
    assertThat(read("{}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "ntp-in-sync; sso-mode; /checks/1/id is the word of another check",
        "ntp-in-sync; no-err-disabled; /checks/1/id is the word of another check",
        "show ntp status; show running-config; /checks/1/command 'show running-config' is not among",
        "show ntp status; show ntp status | redirect flash:x; /checks/1/command not a command that only shows",
        "^Clock is synchronized; (; /checks/1/pattern is no RE2 pattern",
        "PRESENT; MAYBE; /checks/1/expect must be one of PRESENT, ABSENT",
        "\"severity\": \"WARN\"; \"severity\": 3; /checks/0/severity must be a string",
        "\"severity\"; \"urgency\"; /checks/0/urgency is not known here",
        "\"summary\": \"Time\"; \"summary\": \"Time\", \"summary\": \"x\"; a name occurs twice",
        "{ \"checks\"; [ \"checks\"; not JSON"
      })
  void a_fault_is_named_by_its_place(String was, String is, String said) {
    assertThatThrownBy(() -> read(GOOD.replace(was, is)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("HITLESS_CUSTOM_CHECKS")
        .hasMessageContaining("checks.json")
        .hasMessageContaining(said);
  }

  @Test
  void a_file_that_is_not_there_is_said() {
    assertThatThrownBy(() ->
            new CustomChecksFile(new StrictJson(), new FormReader())
                .read(folder.resolve("none.json"), Set.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none.json can not be read");
  }
}
