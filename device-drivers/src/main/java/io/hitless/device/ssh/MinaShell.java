package io.hitless.device.ssh;

import io.hitless.device.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.io.IoReadFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/// A terminal on a MINA channel.
///
/// Reading pulls: nothing is taken off the channel's window (64 KiB) before somebody asks, so a
/// device that prints without end stalls itself and not our memory.
final class MinaShell implements Shell {
  private static final int PIECE = 4096;

  private final String device;
  private final String hostKey;
  private final ClientSession session;
  private final ClientChannel channel;
  private final Duration writePatience;
  private final Utf8 utf8 = new Utf8();
  private @Nullable IoReadFuture pending;
  private volatile boolean closed;

  MinaShell(
      String device,
      String hostKey,
      ClientSession session,
      ClientChannel channel,
      Duration writePatience) {
    this.device = device;
    this.hostKey = hostKey;
    this.session = session;
    this.channel = channel;
    this.writePatience = writePatience;
  }

  @Override
  public void type(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes.length, writePatience);
  }

  /// Sends the first `length` of `bytes`, and waits until the device's window had room for them.
  ///
  /// @throws DeviceException.HungUp when the session is gone, or took too little in time
  void write(byte[] bytes, int length, Duration patience) {
    try {
      boolean taken =
          channel
              .getAsyncIn()
              .writeBuffer(new ByteArrayBuffer(bytes, 0, length))
              .verify(patience)
              .isWritten();
      if (!taken) {
        throw gone("took no more input");
      }
    } catch (IOException | RuntimeException trouble) {
      if (trouble instanceof DeviceException known) {
        throw known;
      }
      throw gone("the session ended while typing");
    }
  }

  @Override
  public String read(Duration atMost) {
    try {
      IoReadFuture future = pending;
      if (future == null) {
        future = channel.getAsyncOut().read(new ByteArrayBuffer(PIECE));
        pending = future;
      }
      if (!future.isDone() && (atMost.isZero() || atMost.isNegative() || !future.await(atMost))) {
        if (closed) {
          throw gone("the session was closed");
        }
        return "";
      }
      pending = null;
      int length = future.getRead();
      if (length < 0) {
        throw gone("the session ended");
      }
      Buffer buffer = future.getBuffer();
      return utf8.decode(buffer.array(), buffer.rpos(), buffer.available());
    } catch (IOException | RuntimeException trouble) {
      if (trouble instanceof DeviceException known) {
        throw known;
      }
      throw gone("the session broke off");
    }
  }

  @Override
  public String hostKey() {
    return hostKey;
  }

  @Override
  public void close() {
    closed = true;
    session.close(true);
  }

  private DeviceException.HungUp gone(String what) {
    return new DeviceException.HungUp(device + ": " + what);
  }
}
