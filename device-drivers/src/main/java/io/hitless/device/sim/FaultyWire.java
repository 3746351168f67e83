package io.hitless.device.sim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// The wire between a session and its client, with everything that may happen to bytes on their
/// way.
final class FaultyWire {
  private static final String GARNISH = "\u001b[0m\u001b[K\u00fc\u2713\u001b[1;1H\u001b[0m";

  private final Shell.Wire wire;
  private final Timeline timeline;
  private final Runnable lost;
  private long dropAfter = -1;
  private boolean silently;
  private long freezeAfter = -1;
  private Duration frozenFor = Duration.ZERO;
  private boolean frozen;
  private ByteArrayOutputStream held = new ByteArrayOutputStream();
  private int piece;
  private Duration pause = Duration.ZERO;
  private boolean garnished;

  /// @param lost told when the connection is gone
  FaultyWire(Shell.Wire wire, Timeline timeline, Runnable lost) {
    this.wire = wire;
    this.timeline = timeline;
    this.lost = lost;
  }

  void dropAfter(long bytes, boolean quietly) {
    silently = quietly;
    dropAfter = bytes;
    if (bytes == 0) {
      drop();
    }
  }

  void freezeAfter(long bytes, Duration time) {
    freezeAfter = bytes;
    frozenFor = time;
  }

  void crawl(int bytes, Duration between) {
    piece = Math.max(1, bytes);
    pause = between;
  }

  void garnish() {
    garnished = true;
  }

  void whenEmpty(Runnable then) {
    wire.whenEmpty(then);
  }

  void hangUp() {
    wire.hangUp();
  }

  void send(byte[] bytes) {
    byte[] sent = bytes;
    if (garnished) {
      garnished = false;
      sent = join(GARNISH.getBytes(StandardCharsets.UTF_8), bytes);
    }
    if (dropAfter >= 0) {
      int through = (int) Math.min(dropAfter, sent.length);
      pass(Arrays.copyOf(sent, through));
      dropAfter -= through;
      if (dropAfter == 0) {
        drop();
      }
      return;
    }
    pass(sent);
  }

  private void pass(byte[] bytes) {
    if (frozen) {
      held.writeBytes(bytes);
    } else if (freezeAfter >= 0) {
      int through = (int) Math.min(freezeAfter, bytes.length);
      out(Arrays.copyOf(bytes, through));
      freezeAfter -= through;
      if (freezeAfter == 0) {
        freeze(Arrays.copyOfRange(bytes, through, bytes.length));
      }
    } else {
      out(bytes);
    }
  }

  private void freeze(byte[] rest) {
    freezeAfter = -1;
    frozen = true;
    held.writeBytes(rest);
    if (!frozenFor.isZero()) {
      timeline.after(
          frozenFor,
          () -> {
            frozen = false;
            byte[] bytes = held.toByteArray();
            held = new ByteArrayOutputStream();
            out(bytes);
          });
    }
  }

  private void out(byte[] bytes) {
    if (piece == 0 || bytes.length <= piece) {
      wire.send(bytes);
      return;
    }
    frozen = true;
    wire.send(Arrays.copyOf(bytes, piece));
    byte[] rest = Arrays.copyOfRange(bytes, piece, bytes.length);
    timeline.after(
        pause,
        () -> {
          byte[] later = join(rest, held.toByteArray());
          held = new ByteArrayOutputStream();
          frozen = false;
          out(later);
        });
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private void drop() {
    if (silently) {
      wire.vanish();
    } else {
      wire.hangUp();
    }
    lost.run();
  }
}
