package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.job.JobId;
import io.hitless.job.Transcripts;
import io.hitless.job.Transcripts.Conversation;
import io.hitless.job.Transcripts.Entry;
import io.hitless.job.Transcripts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of transcripts keeps.
public abstract class TranscriptsContract {

  private static final Conversation FIRST = new Conversation(7, 1);

  protected abstract Transcripts transcripts();

  /// A stored job to write a transcript of.
  protected abstract JobId job();

  @Test
  void a_transcript_is_read_in_the_order_in_which_it_was_written() {
    JobId job = job();
    var sent = new Entry(Some.NOW, FIRST, Kind.TYPED, "show version\r");
    var printed =
        new Entry(
            Some.NOW.plusMillis(1), FIRST, Kind.PRINTED, "Cisco IOS XE Software, Version 16.9.2");
    var more =
        new Entry(
            Some.NOW.plusMillis(2), FIRST, Kind.PRINTED, "ünïcode, \"quotes\"\r\nand lines\r\n");
    var opened = new Entry(Some.NOW, new Conversation(8, 1), Kind.OPENED, "core-1.fra");
    var noted = new Entry(Some.NOW, new Conversation(8, 1), Kind.NOTED, "asks issu");
    var closed = new Entry(Some.NOW, new Conversation(8, 1), Kind.CLOSED, "");
    transcripts().append(job, List.of(sent, printed));
    transcripts().append(job, List.of(more, opened, noted, closed));
    List<Entry> read = new ArrayList<>();
    transcripts().read(job, read::add);
    assertThat(read).containsExactly(sent, printed, more, opened, noted, closed);
  }

  @Test
  void a_job_without_a_conversation_has_an_empty_transcript() {
    List<Entry> read = new ArrayList<>();
    transcripts().read(new JobId(UUID.randomUUID()), read::add);
    assertThat(read).isEmpty();
  }

  @Test
  void a_long_transcript_is_read_whole() {
    JobId job = job();
    for (int i = 0; i < 30; i++) {
      List<Entry> piece = new ArrayList<>();
      for (int j = 0; j < 100; j++) {
        piece.add(
            new Entry(
                Some.NOW.plusMillis(i * 100L + j), FIRST, Kind.PRINTED, "line " + (i * 100 + j)));
      }
      transcripts().append(job, piece);
    }
    List<Entry> read = new ArrayList<>();
    transcripts().read(job, read::add);
    assertThat(read).hasSize(3000);
    assertThat(read.get(1234).text()).isEqualTo("line 1234");
  }
}
