package io.hitless.device.sim;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.sshd.common.io.IoInputStream;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AsyncCommand;
import org.jspecify.annotations.Nullable;

/// A shell request on an SSH channel, tied to a [Shell]. No thread waits on it.
final class TerminalCommand implements AsyncCommand, ChannelDataReceiver, Shell.Wire {
  /// Makes the session once its terminal is known.
  interface Opener {
    Shell open(TerminalCommand command, int width, int length);
  }

  private final Timeline timeline;
  private final Opener opener;
  private final ChannelSession channel;
  private @Nullable Outlet outlet;
  private @Nullable ExitCallback exit;
  private volatile @Nullable Shell shell;

  TerminalCommand(Timeline timeline, Opener opener, ChannelSession channel) {
    this.timeline = timeline;
    this.opener = opener;
    this.channel = channel;
    channel.setDataReceiver(this);
  }

  @Override
  public void start(ChannelSession session, Environment environment) {
    Map<String, String> env = environment.getEnv();
    int width = number(env.get(Environment.ENV_COLUMNS), 80);
    int length = number(env.get(Environment.ENV_LINES), 24);
    timeline.run(() -> {
      Shell opened = opener.open(this, width, length);
      shell = opened;
      opened.greet(SshFace.MOTD);
    });
  }

  private static int number(@Nullable String text, int otherwise) {
    if (text == null || !text.matches("\\d{1,3}") || text.equals("0")) {
      return otherwise;
    }
    return Integer.parseInt(text);
  }

  @Override
  public int data(ChannelSession session, byte[] bytes, int start, int length) {
    String text = new String(bytes, start, length, StandardCharsets.UTF_8);
    timeline.run(() -> {
      Shell running = shell;
      if (running != null) {
        running.receive(text);
      }
    });
    return length;
  }

  @Override
  public void send(byte[] bytes) {
    if (outlet != null) {
      outlet.send(bytes);
    }
  }

  @Override
  public void hangUp() {
    Outlet open = outlet;
    ExitCallback callback = exit;
    if (open != null && callback != null) {
      open.whenEmpty(() -> {
        callback.onExit(0);
        channel.close(false).addListener(closed -> channel.getSession().close(false));
      });
    }
  }

  /// The unit behind the session is gone: not a byte more.
  void vanish() {
    if (outlet != null) {
      outlet.cut();
    }
    Shell running = shell;
    if (running != null) {
      running.die();
    }
  }

  @Override
  public void destroy(ChannelSession session) {
    timeline.run(() -> {
      Shell running = shell;
      if (running != null) {
        running.die();
      }
    });
  }

  @Override
  public void close() {}

  @Override
  public void setIoInputStream(IoInputStream in) {}

  @Override
  public void setIoOutputStream(IoOutputStream out) {
    outlet = new Outlet(out);
  }

  @Override
  public void setIoErrorStream(IoOutputStream err) {}

  @Override
  public void setInputStream(InputStream in) {}

  @Override
  public void setOutputStream(OutputStream out) {}

  @Override
  public void setErrorStream(OutputStream err) {}

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }
}
