package io.hitless.device.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/// The wire of one session towards the client: keeps bytes until the client takes them, and never
/// waits.
final class Outlet {
  private final IoOutputStream out;
  private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private boolean writing;
  private boolean cut;
  private Runnable whenEmpty = () -> {};

  Outlet(IoOutputStream out) {
    this.out = out;
  }

  synchronized void send(byte[] bytes) {
    if (cut) {
      return;
    }
    waiting.writeBytes(bytes);
    pump();
  }

  /// Nothing gets through any more, not even what waits.
  synchronized void cut() {
    cut = true;
    waiting.reset();
  }

  /// Calls back once everything sent so far has gone out.
  synchronized void whenEmpty(Runnable then) {
    whenEmpty = then;
    pump();
  }

  private void pump() {
    if (writing || cut) {
      return;
    }
    if (waiting.size() == 0) {
      Runnable then = whenEmpty;
      whenEmpty = () -> {};
      then.run();
      return;
    }
    byte[] bytes = waiting.toByteArray();
    waiting = new ByteArrayOutputStream();
    writing = true;
    try {
      out.writeBuffer(new ByteArrayBuffer(bytes)).addListener(future -> written());
    } catch (IOException e) {
      cut = true;
    }
  }

  private synchronized void written() {
    writing = false;
    pump();
  }
}
