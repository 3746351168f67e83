package io.hitless.job.step;

import io.hitless.device.ImageContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Content that counts what is read of it, and is read no faster than it may be sent.
final class MeteredContent implements ImageContent {
  /// Small enough that a slow rate still flows evenly.
  private static final int MOST_AT_ONCE = 16 * 1024;

  private final ImageContent content;
  private final AtomicLong read = new AtomicLong();
  private final CountDownLatch never = new CountDownLatch(1);

  /// 0: as fast as it goes.
  private final AtomicLong bytesPerSecond = new AtomicLong();

  MeteredContent(ImageContent content) {
    this.content = content;
  }

  long read() {
    return read.get();
  }

  /// From now on; absent when nothing limits it.
  void holdTo(Optional<Long> rate) {
    bytesPerSecond.set(rate.orElse(0L));
  }

  @Override
  public long bytes() {
    return content.bytes();
  }

  @Override
  public InputStream open() throws IOException {
    read.set(0);
    return new Metered(content.open());
  }

  private final class Metered extends FilterInputStream {
    private long free = System.nanoTime();

    private Metered(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, Math.min(length, MOST_AT_ONCE));
      if (count > 0) {
        read.addAndGet(count);
        hold(count);
      }
      return count;
    }

    /// Waits until so many bytes may go; time that was not used is not saved up.
    private void hold(int count) throws IOException {
      long rate = bytesPerSecond.get();
      if (rate <= 0) {
        return;
      }
      long now = System.nanoTime();
      free = Math.max(free, now) + TimeUnit.SECONDS.toNanos(count) / rate;
      try {
        boolean _ = never.await(free - now, TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while sending");
      }
    }
  }
}
