package io.hitless.benchmarks;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Hears only one thing in all that a switch prints: that it ends in a prompt.
final class PromptEar extends OutputStream {
  private static final byte[] ENABLE_ASKS = ascii("assword: ");

  private final byte[] privileged;
  private final byte[] user;
  private final byte[] tail;
  private final Semaphore prompts = new Semaphore(0);

  PromptEar(String hostname) {
    privileged = ascii("\n" + hostname + "#");
    user = ascii("\n" + hostname + ">");
    tail = new byte[Math.max(privileged.length, ENABLE_ASKS.length)];
  }

  void awaitPrompt(Duration atMost) {
    try {
      if (!prompts.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "no prompt came; the last that did: " + new String(tail, StandardCharsets.US_ASCII));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a prompt", interrupted);
    }
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int kept = Math.max(0, tail.length - length);
    System.arraycopy(tail, tail.length - kept, tail, 0, kept);
    System.arraycopy(bytes, offset + length - (tail.length - kept), tail, kept, tail.length - kept);
    if (endsIn(privileged) || endsIn(user) || endsIn(ENABLE_ASKS)) {
      prompts.release();
    }
  }

  private boolean endsIn(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (tail[tail.length - text.length + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
