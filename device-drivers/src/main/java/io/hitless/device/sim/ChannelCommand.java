package io.hitless.device.sim;

import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.common.io.IoInputStream;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AsyncCommand;
import org.jspecify.annotations.Nullable;

/// Something that runs on a session channel without a thread of its own.
abstract class ChannelCommand implements AsyncCommand, ChannelDataReceiver {
  private final ChannelSession channel;
  private @Nullable Outlet outlet;
  private @Nullable ExitCallback exit;

  ChannelCommand(ChannelSession channel) {
    this.channel = channel;
  }

  public final void send(byte[] bytes) {
    if (outlet != null) {
      outlet.send(bytes);
    }
  }

  /// Not a byte more.
  final void cut() {
    if (outlet != null) {
      outlet.cut();
    }
  }

  /// Reads no more either: the client hears nothing, not even that it isn't heard.
  final void freeze() {
    channel.getSession().getIoSession().suspendRead();
  }

  public final void whenEmpty(Runnable then) {
    if (outlet != null) {
      outlet.whenEmpty(then);
    }
  }

  /// Ends the channel and, as IOS does, the connection with it, once everything has gone out.
  final void finish(int status) {
    Outlet open = outlet;
    ExitCallback callback = exit;
    if (open != null && callback != null) {
      open.whenEmpty(() -> {
        callback.onExit(status);
        channel.close(false).addListener(closed -> channel.getSession().close(false));
      });
    }
  }

  @Override
  public void close() {}

  @Override
  public final void setIoInputStream(IoInputStream in) {}

  @Override
  public final void setIoOutputStream(IoOutputStream out) {
    outlet = new Outlet(out);
  }

  @Override
  public final void setIoErrorStream(IoOutputStream err) {}

  @Override
  public final void setInputStream(InputStream in) {}

  @Override
  public final void setOutputStream(OutputStream out) {}

  @Override
  public final void setErrorStream(OutputStream err) {}

  @Override
  public final void setExitCallback(ExitCallback callback) {
    exit = callback;
  }
}
