package io.hitless.job;

import io.hitless.device.SessionLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down a turn's conversation with the device, at most a second late, and keeps the device's
/// own log lines for the job's events.
final class Recorder implements SessionLog {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  /// A storm of log lines is evidence once.
  private static final int MOST_LOG_LINES = 100;

  /// What a unit prints while it writes its own boot flash: never to be interrupted, and it may
  /// take more than 10 min (Catalyst ISSU guide).
  private static final Pattern WORKS_ON_ITSELF =
      Pattern.compile("Microcode programming|BOOT LOADER UPGRADING|DO NOT POWER CYCLE");

  private final Transcripts transcripts;
  private final JobId job;
  private final List<Transcripts.Line> unwritten = new ArrayList<>();
  private final List<String> logged = new ArrayList<>();
  private boolean worksOnItself;

  Recorder(Transcripts transcripts, JobId job) {
    this.transcripts = transcripts;
    this.job = job;
  }

  @Override
  public synchronized void sent(Instant at, String line) {
    unwritten.add(new Transcripts.Line(at, true, line));
  }

  @Override
  public synchronized void received(Instant at, String text) {
    unwritten.add(new Transcripts.Line(at, false, text));
    heed(text);
  }

  @Override
  public synchronized void deviceLog(Instant at, String line) {
    if (logged.size() < MOST_LOG_LINES) {
      logged.add(line);
    }
    heed(line);
  }

  private void heed(String text) {
    worksOnItself |= WORKS_ON_ITSELF.matcher(text).find();
  }

  /// Log lines since this was asked last.
  synchronized List<String> logLines() {
    List<String> lines = List.copyOf(logged);
    logged.clear();
    return lines;
  }

  /// Whether a unit was seen programming itself since this was asked last.
  synchronized boolean workedOnItself() {
    boolean worked = worksOnItself;
    worksOnItself = false;
    return worked;
  }

  /// Hands on what was not handed on yet. What cannot be stored is kept for the next time.
  void flush() {
    List<Transcripts.Line> lines;
    synchronized (this) {
      if (unwritten.isEmpty()) {
        return;
      }
      lines = List.copyOf(unwritten);
      unwritten.clear();
    }
    try {
      transcripts.append(job, lines);
    } catch (RuntimeException later) {
      LOG.warn("transcript of job {} not stored yet: {}", job, later.getMessage());
      synchronized (this) {
        unwritten.addAll(0, lines);
      }
    }
  }
}
