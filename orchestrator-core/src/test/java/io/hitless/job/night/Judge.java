package io.hitless.job.night;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.sim.CommandRecord;
import io.hitless.device.sim.Snapshot;
import io.hitless.job.Job;
import io.hitless.job.Outcome;
import io.hitless.job.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Judges a night by what the switch itself saw, not by what the job says of it.
final class Judge {
  private static final Pattern READS =
      Pattern.compile("(show|dir|verify|terminal|enable|exit|configure terminal|end)\\b.*");

  private final Night night;
  private final NightWatch watch;
  private final Job job;

  Judge(Night night, NightWatch watch, Job job) {
    this.night = night;
    this.watch = watch;
    this.job = job;
  }

  void judge() {
    ended();
    received();
    onlyWhatMayBe();
    truth();
  }

  private void ended() {
    if (night.code().isEmpty()) {
      assertThat(job.outcome()).isEmpty();
      assertThat(job.stage()).isEqualTo(night.ends());
      return;
    }
    Outcome outcome = job.outcome().orElseThrow(() -> new AssertionError("no outcome: " + job));
    assertThat(outcome.code() + " " + job.stage()).isEqualTo(night.code() + " " + night.ends());
    assertThat(outcome.rolledBackBy()).isEqualTo(night.by());
    holds(outcome.evidence(), night.evidence());
    if (job.stage() == Stage.NEEDS_OPERATOR) {
      assertThat(outcome.evidence()).as("evidence").isNotEmpty();
      assertThat(outcome.guide()).as("guide").isNotEmpty();
      assertThat(outcome.guide().getFirst()).startsWith("1. ");
      assertThat(outcome.guide()).noneMatch(step -> step.contains("{"));
      holds(outcome.guide(), night.guide());
    }
  }

  private static void holds(List<String> lines, List<String> words) {
    String text = String.join("\n", lines);
    assertThat(words).allSatisfy(word -> assertThat(text).contains(word));
  }

  private void received() {
    List<String> sends = new ArrayList<>(sent());
    List<String> left = new ArrayList<>();
    int at = 0;
    for (String wanted : night.sends()) {
      boolean several = wanted.endsWith("*");
      String line = several ? wanted.substring(0, wanted.length() - 1).strip() : wanted;
      boolean one = at < sends.size() && sends.get(at).equals(line);
      if (!one) {
        left.add(wanted);
        continue;
      }
      at++;
      while (several && at < sends.size() && sends.get(at).equals(line)) {
        at++;
      }
    }
    assertThat(left.isEmpty() && at == sends.size())
        .as("received %s, and not %s", sends, night.sends())
        .isTrue();
  }

  /// Every changing command in order, with the path of the image left out.
  List<String> sent() {
    String path = watch.device().profile().filesystem() + watch.device().targetImage().filename();
    List<CommandRecord> all = watch.device().commands();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).changing()) {
        String line = all.get(i).line().replace(path, "IMAGE");
        lines.add(watch.byHand().contains(i) ? "by hand: " + line : line);
      }
    }
    return lines;
  }

  /// What no night may see.
  private void onlyWhatMayBe() {
    List<CommandRecord> all = watch.device().commands();
    assertThat(all).noneMatch(CommandRecord::secretLeaked);
    assertThat(watch.transcript()).doesNotContain(NightWatch.secrets().toArray(String[]::new));
    assertThat(all)
        .filteredOn(sent -> !sent.changing() && Set.of("exec", "enable").contains(sent.mode()))
        .allMatch(sent -> READS.matcher(sent.line()).matches(), "reads only");
    assertThat(all)
        .filteredOn(sent -> sent.line().equals("install commit"))
        .allSatisfy(sent -> {
          Snapshot then = sent.before().orElseThrow();
          assertThat(then.terminal()).as("both units in step at the commit").isTrue();
          assertThat(then.issuState()).isEqualTo("Activated");
        });
    assertThat(all)
        .filteredOn(sent -> sent.line().equals("install abort issu"))
        .allSatisfy(sent -> assertThat(sent.before().orElseThrow().lastOperation()).isNotEmpty());
    assertThat(all)
        .filteredOn(sent -> sent.mode().equals("answer") && sent.line().equalsIgnoreCase("y"))
        .as("y to a question that is not on the list")
        .hasSizeLessThanOrEqualTo(agreed());
    boolean activated =
        all.stream().anyMatch(sent -> sent.line().startsWith("install activate issu"));
    assertThat(all)
        .filteredOn(sent -> Set.of("install commit", "install abort issu").contains(sent.line()))
        .allMatch(sent -> activated, "only what this job began");
  }

  /// Only a removal, a reload that some 17.x ask about, and the clearing that a person asked for
  /// are ever agreed to.
  private int agreed() {
    boolean asks = watch.device().profile().confirmsReload();
    return (int)
        watch.device().commands().stream()
            .map(CommandRecord::line)
            .filter(line ->
                line.equals("install remove inactive")
                    || line.equals("clear install state")
                    || (asks && line.contains("activate issu")))
            .count();
  }

  /// Whether the switch bears out what the job says.
  private void truth() {
    Snapshot now = watch.device().snapshot();
    String target = watch.device().targetImage().version();
    switch (job.stage()) {
      case SUCCEEDED -> {
        assertThat(now.issuState()).isEqualTo("none");
        assertThat(now.terminal()).isTrue();
        assertThat(now.units())
            .allMatch(unit -> unit.version().equals(target))
            .allMatch(unit -> "C".equals(unit.packages().get(target)));
      }
      case ROLLED_BACK, CANCELLED, FAILED -> asBefore(now);
      case NEEDS_OPERATOR,
          QUEUED,
          PRECHECKING,
          STAGING,
          ADDING,
          STAGED,
          ACTIVATING,
          WAITING_FOR_SSO,
          SOAKING,
          COMMITTING,
          INSTALLING,
          VERIFYING,
          ABORTING,
          CLEARING ->
          assertThat(job.stage()).isIn(Stage.NEEDS_OPERATOR, Stage.STAGED);
    }
  }

  private void asBefore(Snapshot now) {
    Snapshot before = watch.before();
    assertThat(now.issuState()).isEqualTo(before.issuState());
    for (int i = 0; i < before.units().size(); i++) {
      assertThat(now.units().get(i).version()).isEqualTo(before.units().get(i).version());
      assertThat(now.units().get(i).packages()).isEqualTo(before.units().get(i).packages());
    }
    if (job.stage() == Stage.ROLLED_BACK) {
      assertThat(now.terminal()).isTrue();
    }
  }

  /// What happened, for whoever has to find out why.
  String report() {
    String outcome =
        job.outcome()
            .map(found ->
                found.code()
                    + found.rolledBackBy().map(by -> " by " + by).orElse("")
                    + "\n  "
                    + found.summary()
                    + "\n  evidence: "
                    + found.evidence().stream().limit(12).toList()
                    + "\n  guide: "
                    + found.guide())
            .orElse("no outcome");
    String path =
        job.timeline().stream()
            .map(entered -> entered.stage().name().toLowerCase(Locale.ROOT))
            .toList()
            .toString();
    return night.name()
        + " → "
        + job.stage()
        + " "
        + outcome
        + "\n  way: "
        + path
        + "\n  sent: "
        + sent()
        + "\n  switch: "
        + watch.device().snapshot();
  }
}
