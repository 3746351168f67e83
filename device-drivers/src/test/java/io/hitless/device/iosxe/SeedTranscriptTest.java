package io.hitless.device.iosxe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hitless.device.Change;
import io.hitless.device.IssuDriver;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import io.hitless.device.ScriptedSwitch;
import io.hitless.device.SessionLog;
import io.hitless.device.facts.IssuState.InProgress;
import io.hitless.device.facts.IssuState.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cisco's own transcripts of upgrades that went well and of those that did not, as a switch prints
/// them over SSH: what the driver makes of each. The originals are not ours to publish and lie
/// beside the repository, where they do; those in the repository are written after them.
class SeedTranscriptTest {
  private static final Path SEED = Path.of("..", "..", "shared", "seed");
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(20));
  private static final Pattern REMARK = Pattern.compile("\\s*<<<+.*$");
  private static final IosXeDrivers DRIVERS =
      new IosXeDrivers(InstantSource.system(), DriverSettings.defaults());

  @AfterAll
  static void close() {
    DRIVERS.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one step | ^\\*Nov 13 14:55:57.338 | ^FAILED: install_add_activate_commit | BUNDLE_MODE | not supported in bundle boot mode",
        "add | ^install_add: START Tue Nov 13 | ^FAILED: install_add exit | PARTIAL | Add: Passed on [1]. Failed on [2]",
        "abort | ^install_abort: START | ^ERROR: install_abort | NOT_IN_THIS_STATE | FAILED: ABORT operation is not allowed in ADDED state",
      })
  void a_refusal_is_told_by_the_original_transcript(
      String verb, String from, String to, Refusal reason, String words) throws IOException {
    assertThat(sent(verb, seed(from, to)))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.words()).contains(words);
            });
  }

  /// The log says `Completed install abort ISSU` right behind the refusal.
  @Test
  void a_refused_abort_stays_refused_though_the_log_calls_it_completed() throws IOException {
    assertThat(sent("abort", seed("^install_abort: START", "^Completed install abort ISSU")))
        .isInstanceOf(Reply.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add | ^install_add: START Fri Feb | ^SUCCESS: install_add",
        "activate | ^install_activate: START Fri Feb | ^SUCCESS: install_activate",
        "commit | ^install_commit: START Fri Feb | ^SUCCESS: install_commit",
        "clear | ^clear_install_state: START | ^Finished clear_install_state",
      })
  void glued_log_lines_hide_no_success(String verb, String from, String to) throws IOException {
    assertThat(sent(verb, seed(from, to))).isInstanceOf(Reply.Accepted.class);
  }

  /// The page has run two lines of it together and printed them bold.
  @Test
  void a_stuck_added_state_of_the_original_is_an_activation_that_is_not_in_step()
      throws IOException {
    stuck(
        seed("^--- Starting local lock acquisition on chassis 1", "terminal state not reached")
            .replace("**", "")
            .replace("Add is still pending. This needs to be cleared before starting ISSU\n", "")
            .replace("Current state : Added state Last", "Current state : Added state\nLast"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one step | install-transcript/one-shot-bundle-16 | BUNDLE_MODE",
        "add | install-transcript/add-partial | PARTIAL",
        "add | install-transcript/add-partial-though-success-is-printed | PARTIAL",
        "abort | install-transcript/abort-not-allowed | NOT_IN_THIS_STATE",
      })
  void a_refusal_is_told_by_what_is_written_after_them(String verb, String file, Refusal reason)
      throws IOException {
    assertThat(sent(verb, own(file)))
        .isInstanceOfSatisfying(
            Reply.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add | install-transcript/add-16.9",
        "activate | install-transcript/activate-glued-success",
        "clear | install-transcript/clear",
      })
  void a_success_is_told_by_what_is_written_after_them(String verb, String file)
      throws IOException {
    assertThat(sent(verb, own(file))).isInstanceOf(Reply.Accepted.class);
  }

  private static void stuck(String printed) {
    try (ScriptedSwitch device =
            ScriptedSwitch.answering(Map.of("show issu state detail", printed));
        IssuDriver driver = DRIVERS.open(device.target(), SessionLog.NONE)) {
      InProgress going = driver.issu().value().inProgress().orElseThrow();
      assertThat(going.phase()).isEqualTo(Phase.ADDED);
      assertThat(going.activationBegun()).isTrue();
      assertThat(going.terminalReached()).isFalse();
    }
  }

  private static Reply sent(String verb, String printed) {
    Change change =
        switch (verb) {
          case "one step" -> new Change.InstallInOneStep("flash:cat9k_iosxe.16.09.02.SPA.bin");
          case "add" -> new Change.AddImage("flash:cat9k_iosxe.16.09.02.SPA.bin");
          case "activate" -> new Change.Activate(Optional.empty());
          case "commit" -> new Change.Commit();
          case "abort" -> new Change.Abort();
          case "clear" -> new Change.ClearInstallState();
          default -> throw new IllegalArgumentException(verb);
        };
    Map<String, String> answers =
        Map.of(
            DRIVERS.words(change),
            printed,
            "configure terminal",
            "",
            "service internal",
            "",
            "no service internal",
            "",
            "end",
            "");
    try (ScriptedSwitch device = ScriptedSwitch.answering(answers);
        IssuDriver driver = DRIVERS.open(device.target(), SessionLog.NONE)) {
      return driver.send(change, PATIENCE);
    }
  }

  /// The lines from the first that `from` finds to the first behind it that `to` finds, without the
  /// authors' remarks and the fences of their page.
  private static String seed(String from, String to) throws IOException {
    assumeTrue(Files.isDirectory(SEED), "the original transcripts are not beside this repository");
    List<String> lines;
    try (Stream<Path> files = Files.list(SEED)) {
      Path file = files.filter(name -> name.toString().endsWith(".txt")).findFirst().orElseThrow();
      lines = Files.readAllLines(file);
    }
    int first = index(lines, from, 0);
    int last = index(lines, to, first);
    return String.join(
            "\n",
            lines.subList(first, last + 1).stream()
                .filter(line -> !line.startsWith("```"))
                .map(line -> REMARK.matcher(line).replaceFirst(""))
                .toList())
        + "\n";
  }

  private static int index(List<String> lines, String wanted, int from) {
    Pattern pattern = Pattern.compile(wanted);
    for (int i = from; i < lines.size(); i++) {
      if (pattern.matcher(lines.get(i)).find()) {
        return i;
      }
    }
    throw new AssertionError("not in the original: " + wanted);
  }

  /// Without the line of the prompt.
  private static String own(String file) throws IOException {
    try (InputStream in =
        SeedTranscriptTest.class.getResourceAsStream("/golden/iosxe/" + file + ".txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.substring(text.indexOf('\n') + 1);
    }
  }
}
