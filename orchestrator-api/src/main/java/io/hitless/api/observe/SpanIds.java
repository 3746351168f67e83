package io.hitless.api.observe;

import io.hitless.job.JobId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Ids of spans: drawn at random, but for a span whose ids follow from its job.
final class SpanIds implements IdGenerator {
  private static final ScopedValue<Given> GIVEN = ScopedValue.newInstance();

  private final IdGenerator random = IdGenerator.random();

  /// @param trace 32 hexadecimal digits
  /// @param span 16 hexadecimal digits
  record Given(String trace, String span) {
    /// @param place in the job's timeline, below zero for the whole upgrade
    static Given of(JobId job, int place) {
      return new Given(UpgradeTrace.id(job), spanId(job, place));
    }

    private static String spanId(JobId job, int place) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256")
                .digest((job + "/" + place).getBytes(StandardCharsets.UTF_8));
        long id = ByteBuffer.wrap(digest).getLong();
        return HexFormat.of().toHexDigits(id == 0 ? 1 : id);
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /// Whatever span `start` starts has these ids.
  static void named(Given ids, Runnable start) {
    ScopedValue.where(GIVEN, ids).run(start);
  }

  @Override
  public String generateSpanId() {
    return GIVEN.isBound() ? GIVEN.get().span() : random.generateSpanId();
  }

  @Override
  public String generateTraceId() {
    return GIVEN.isBound() ? GIVEN.get().trace() : random.generateTraceId();
  }
}
