package io.hitless.job;

import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.job.Transcripts.Conversation;
import io.hitless.job.Transcripts.Entry;
import io.hitless.job.Transcripts.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The flight recorder of a turn: writes down its conversations with the device while they go on,
/// and keeps the device's own log lines for the job's events.
///
/// Whoever keeps the turn's lease hands on every second what has come; a device that prints faster
/// waits for the database. While that is away what is printed is kept up to a bound, and beyond it
/// the record says how much is missing.
final class Recorder implements SessionLog {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  /// A storm of log lines is evidence once.
  private static final int MOST_LOG_LINES = 100;

  /// Characters that wait for the next second; the talker itself writes when there are more.
  private static final int MOST_WAITING = 256 * 1024;

  /// Characters that wait for a database that is away.
  static final int MOST_KEPT = 4 * 1024 * 1024;

  /// What a unit prints while it writes its own boot flash: never to be interrupted, and it may
  /// take more than 10 min (Catalyst ISSU guide).
  private static final Pattern WORKS_ON_ITSELF =
      Pattern.compile("Microcode programming|BOOT LOADER UPGRADING|DO NOT POWER CYCLE");

  private final Transcripts transcripts;
  private final JobId job;
  private final InstantSource clock;
  private final long epoch;
  private final ReentrantLock writing = new ReentrantLock();
  private final List<String> logged = new ArrayList<>();
  private List<Entry> unwritten = new ArrayList<>();
  private long waiting;
  private long lost;
  private int conversations;
  private boolean open;
  private boolean away;
  private boolean worksOnItself;

  Recorder(Transcripts transcripts, JobId job, long epoch, InstantSource clock) {
    this.transcripts = transcripts;
    this.job = job;
    this.epoch = epoch;
    this.clock = clock;
  }

  // --- what is heard --------------------------------------------------------------------------

  /// Opens a session and records it from the first byte on, with what is asked in it.
  IssuDriver opening(String device, Supplier<IssuDriver> session) {
    synchronized (this) {
      conversations++;
      open = true;
    }
    add(clock.instant(), Kind.OPENED, device);
    try {
      IssuDriver driver = session.get();
      note(new Note.Came("session"));
      return new Noting(driver, this);
    } catch (DeviceException trouble) {
      note(Note.Came.of(trouble));
      closed(clock.instant());
      throw trouble;
    }
  }

  void note(Note note) {
    add(clock.instant(), Kind.NOTED, note.line());
  }

  @Override
  public void sent(Instant at, String line) {
    add(at, Kind.TYPED, line + "\r");
  }

  @Override
  public void pressed(Instant at, String key) {
    add(at, Kind.TYPED, key);
  }

  @Override
  public void received(Instant at, String text) {
    add(at, Kind.PRINTED, text);
    heed(text);
  }

  @Override
  public synchronized void deviceLog(Instant at, String line) {
    if (logged.size() < MOST_LOG_LINES) {
      logged.add(line);
    }
    heed(line);
  }

  @Override
  public void closed(Instant at) {
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
    }
    add(at, Kind.CLOSED, "");
  }

  void closed() {
    closed(clock.instant());
  }

  private synchronized void heed(String text) {
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

  // --- what is written ------------------------------------------------------------------------

  private void add(Instant at, Kind kind, String text) {
    boolean much;
    synchronized (this) {
      if (kind == Kind.PRINTED && waiting + text.length() > MOST_KEPT) {
        lost += text.length();
        return;
      }
      keep(at, kind, text);
      much = waiting > MOST_WAITING && !away;
    }
    if (much) {
      flush();
    }
  }

  private void keep(Instant at, Kind kind, String text) {
    unwritten.add(new Entry(at, new Conversation(epoch, conversations), kind, text));
    waiting += text.length();
  }

  /// Hands on what was not handed on yet, one caller after the other, so that pieces stay in order.
  /// What cannot be stored is kept for the next time.
  void flush() {
    writing.lock();
    try {
      List<Entry> entries = taken();
      if (entries.isEmpty()) {
        return;
      }
      try {
        transcripts.append(job, entries);
        stored();
      } catch (RuntimeException later) {
        LOG.warn("transcript of job {} not stored yet: {}", job, later.getMessage());
        putBack(entries);
      }
    } finally {
      writing.unlock();
    }
  }

  private synchronized List<Entry> taken() {
    List<Entry> entries = unwritten;
    unwritten = new ArrayList<>();
    return entries;
  }

  private synchronized void stored() {
    away = false;
    waiting = unwritten.stream().mapToLong(entry -> entry.text().length()).sum();
    if (lost > 0) {
      String gap = "lost " + lost + " characters printed while they could not be stored";
      lost = 0;
      keep(clock.instant(), Kind.NOTED, gap);
    }
  }

  private synchronized void putBack(List<Entry> entries) {
    away = true;
    List<Entry> all = new ArrayList<>(entries);
    all.addAll(unwritten);
    unwritten = all;
  }
}
