package io.hitless.replay;

import io.hitless.device.Playback;
import io.hitless.job.Transcripts.Conversation;
import io.hitless.job.Transcripts.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Plays a recording, piece by piece as it is read, to today's drivers and verdicts, without any
/// device, and gathers where they would do otherwise than the job did.
///
/// Each question is answered by what was typed and printed for it then, through the same session,
/// prompts, dialogues and parsers as on SSH; each verdict is reached again from what the parsers
/// make of that and from what the recording says the job knew. What a step makes of a verdict is
/// not played: it depends on clocks, gates and operators that a recording doesn't hold.
public final class Replay implements Consumer<Entry> {
  private static final int MOST_DIFFERENCES = 500;

  private final Playback playback;
  private final Map<Conversation, PlayedSession> sessions = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private int played;
  private int questions;
  private int changes;
  private int verdicts;
  private int skipped;
  private int differing;

  public Replay(Playback playback) {
    this.playback = playback;
  }

  @Override
  public void accept(Entry entry) {
    switch (entry.kind()) {
      case OPENED ->
          sessions.put(entry.in(), new PlayedSession(entry.text(), entry.at(), playback, this));
      case CLOSED -> forget(entry, true);
      case TYPED, PRINTED, NOTED -> {
        PlayedSession session = sessions.get(entry.in());
        if (session == null) {
          skip();
        } else {
          session.take(entry);
          forget(entry, false);
        }
      }
    }
  }

  /// A session that breaks off is closed first, and what that meant for its question is noted then.
  private void forget(Entry entry, boolean closed) {
    PlayedSession session = sessions.get(entry.in());
    if (session != null && session.over(closed)) {
      sessions.remove(entry.in());
    }
  }

  /// What was found so far.
  public ReplayReport report() {
    int cutOff = (int) sessions.values().stream().filter(PlayedSession::waiting).count();
    return new ReplayReport(
        played, questions, changes, verdicts, skipped + cutOff, differing, differences);
  }

  void skip() {
    skipped++;
  }

  void playedSession() {
    played++;
  }

  void playedQuestion() {
    questions++;
  }

  void playedChange() {
    changes++;
  }

  void playedVerdict() {
    verdicts++;
  }

  void differs(Instant at, Difference.Kind kind, String about, String then, String now) {
    differing++;
    if (differences.size() < MOST_DIFFERENCES) {
      differences.add(new Difference(at, kind, about, then, now));
    }
  }
}
