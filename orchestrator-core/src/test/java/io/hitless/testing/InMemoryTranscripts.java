package io.hitless.testing;

import io.hitless.job.JobId;
import io.hitless.job.Transcripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Transcripts in lists.
public final class InMemoryTranscripts implements Transcripts {
  private final Map<JobId, List<Entry>> lines = new LinkedHashMap<>();

  @Override
  public synchronized void append(JobId job, List<Entry> more) {
    lines.computeIfAbsent(job, none -> new ArrayList<>()).addAll(more);
  }

  @Override
  public void read(JobId job, Consumer<Entry> reader) {
    List<Entry> all;
    synchronized (this) {
      all = List.copyOf(lines.getOrDefault(job, List.of()));
    }
    all.forEach(reader);
  }
}
