package io.hitless.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.job.Transcripts.Conversation;
import io.hitless.job.Transcripts.Entry;
import io.hitless.job.Transcripts.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AsciicastTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Instant AT = Instant.parse("2026-12-01T01:00:00Z");

  @Test
  void a_recording_is_read_back_as_it_was_written() {
    var first = new Conversation(7, 1);
    var second = new Conversation(8, 1);
    List<Entry> entries =
        List.of(
            new Entry(AT, first, Kind.OPENED, "core-1.fra"),
            new Entry(AT.plusMillis(250), first, Kind.PRINTED, "core-1#\u001b[K ünïcode\r\n"),
            new Entry(AT.plusMillis(500), first, Kind.TYPED, "show version\r"),
            new Entry(AT.plusSeconds(1), second, Kind.OPENED, "core-1.fra"),
            new Entry(AT.plusSeconds(2), second, Kind.NOTED, "asks file flash:a.bin"),
            new Entry(AT.plusSeconds(3), second, Kind.CLOSED, ""));
    var cast = new Asciicast(JSON, "core-1.fra");
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(cast.piece(entry)));

    List<Entry> read = new ArrayList<>();
    Asciicast.read(text.toString().lines(), JSON, read::add);

    assertThat(read).isEqualTo(entries);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{\"version\":1}",
        "{\"version\":2}\n[1.0,\"m\",\"chapter one\"]",
        "{\"version\":2}\nhello",
        "{\"version\":2}\n[1.0]"
      })
  void what_is_no_recording_of_ours_is_refused_by_its_line(String text) {
    Stream<String> lines = text.lines();

    assertThatThrownBy(() -> Asciicast.read(lines, JSON, entry -> {}))
        .isInstanceOf(Asciicast.Malformed.class)
        .hasMessageStartingWith("line ");
  }
}
