package io.hitless.db;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a task of the cluster scheduler keeps in its row: a word at most, which a query can read.
/// Most keep nothing.
final class TaskWords implements Serializer {
  @Override
  public byte @Nullable [] serialize(@Nullable Object word) {
    return word == null ? null : ((String) word).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] word) {
    return word == null ? null : type.cast(new String(word, StandardCharsets.UTF_8));
  }
}
