package io.hitless.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.DeviceException;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.device.SshProfile;
import io.hitless.device.Target;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.job.Note;
import io.hitless.job.Situation;
import io.hitless.job.Transcripts.Conversation;
import io.hitless.job.Transcripts.Entry;
import io.hitless.job.Transcripts.Kind;
import io.hitless.job.Verdict;
import io.hitless.testing.Some;
import io.hitless.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Today's driver is the fake switch here, whatever the tape says: what is tested is what is made
/// of its answers beside what the recording says came of them.
class ReplayTest {
  private static final Target TARGET =
      new Target(
          "core-1",
          "192.0.2.1",
          22,
          Some.login(),
          SshProfile.MODERN,
          HostKeyPolicy.PINNED,
          Set.of());

  private static final Conversation FIRST = new Conversation(1, 1);

  private final World world = new World("16.9.2", "16.12.4");
  private final IssuDriver today = world.device.open(TARGET, SessionLog.NONE);
  private final List<Entry> recording = new ArrayList<>();
  private final Replay replay = new Replay((device, tape) -> today);

  private void entry(Kind kind, String text) {
    recording.add(new Entry(Some.NOW, FIRST, kind, text));
  }

  private void opened() {
    entry(Kind.OPENED, "core-1");
    entry(Kind.PRINTED, "core-1#");
    entry(Kind.NOTED, "came session");
  }

  private void asked(String question, Note.Came then) {
    entry(Kind.NOTED, "asks " + question);
    entry(Kind.TYPED, "show " + question + "\r");
    entry(Kind.PRINTED, "…");
    entry(Kind.NOTED, then.line());
  }

  private void looked() {
    asked("issu", Note.Came.of(today.issu()));
    asked("install", Note.Came.of(today.install()));
    asked("software", Note.Came.of(today.software()));
    asked("redundancy", Note.Came.of(today.redundancy()));
  }

  private void judged(Situation seen, Verdict verdict) {
    entry(
        Kind.NOTED,
        new Note.Judges(
                Optional.empty(),
                SoftwareVersion.of("16.9.2"),
                SoftwareVersion.of("16.12.4"),
                false,
                false,
                seen,
                verdict)
            .line());
  }

  private ReplayReport played() {
    entry(Kind.CLOSED, "");
    recording.forEach(replay);
    return replay.report();
  }

  @Test
  void what_is_read_and_judged_alike_is_no_difference() {
    opened();
    looked();
    judged(Situation.OLD_CLEAN, Verdict.GO_ON);

    ReplayReport report = played();

    assertThat(report.differences()).isEmpty();
    assertThat(report).isEqualTo(new ReplayReport(1, 4, 0, 1, 0, 0, List.of()));
  }

  @Test
  void another_verdict_is_told_with_both() {
    opened();
    looked();
    judged(Situation.STRANGE, Verdict.UNRECOGNISED);

    assertThat(played().differences())
        .containsExactly(
            new Difference(
                Some.NOW,
                Difference.Kind.DECIDES_OTHERWISE,
                "verdict after nothing of ours",
                "STRANGE: UNRECOGNISED",
                "OLD_CLEAN: GO_ON"));
  }

  @Test
  void what_could_not_be_read_then_and_is_now_is_told() {
    opened();
    asked("issu", new Note.Came("! unrecognised-output 'show issu state detail': odd"));

    assertThat(played().differences())
        .extracting(Difference::kind)
        .containsExactly(Difference.Kind.UNDERSTANDS_NOW);
  }

  @Test
  void what_is_refused_now_is_told() {
    opened();
    asked("issu", Note.Came.of(today.issu()));
    world.device.failing("issu", new DeviceException.UnrecognisedOutput("show issu", "odd", ""));

    assertThat(played().differences())
        .extracting(Difference::kind)
        .containsExactly(Difference.Kind.REFUSES_NOW);
  }

  @Test
  void another_fact_from_the_same_text_is_told() {
    opened();
    asked("install", new Note.Came("InstallSummary[something else]"));

    assertThat(played().differences())
        .extracting(Difference::kind)
        .containsExactly(Difference.Kind.READS_OTHERWISE);
  }

  @Test
  void a_session_that_broke_off_is_compared_though_it_is_closed_first() {
    opened();
    entry(Kind.NOTED, "asks issu");
    entry(Kind.TYPED, "show issu state detail\r");
    entry(Kind.CLOSED, "");
    entry(Kind.NOTED, "came ! hung-up core-1: the session ended");

    assertThat(played().differences())
        .extracting(Difference::kind)
        .containsExactly(Difference.Kind.UNDERSTANDS_NOW);
  }

  @Test
  void a_conversation_that_a_crash_cut_off_is_skipped_and_not_guessed_at() {
    opened();
    entry(Kind.NOTED, "asks issu");
    entry(Kind.TYPED, "show issu state detail\r");
    judged(Situation.OLD_CLEAN, Verdict.GO_ON);

    ReplayReport report = played();

    assertThat(report.agrees()).isTrue();
    assertThat(report.skipped()).isEqualTo(2);
  }
}
