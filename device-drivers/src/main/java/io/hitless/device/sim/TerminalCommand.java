package io.hitless.device.sim;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.jspecify.annotations.Nullable;

/// A shell request on an SSH channel, tied to a [Shell].
final class TerminalCommand extends ChannelCommand implements Shell.Wire {
  /// Makes the session once its terminal is known.
  interface Opener {
    Shell open(TerminalCommand command, int width, int length);
  }

  private final Timeline timeline;
  private final Opener opener;
  private final Optional<String> only;
  private volatile @Nullable Shell shell;

  /// @param only a single command to carry out instead of a dialogue
  TerminalCommand(Timeline timeline, Opener opener, ChannelSession channel, Optional<String> only) {
    super(channel);
    this.timeline = timeline;
    this.opener = opener;
    this.only = only;
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
      only.ifPresentOrElse(opened::runOnly, () -> opened.greet(SshFace.MOTD));
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
  public void hangUp() {
    finish(0);
  }

  @Override
  public void vanish() {
    cut();
    freeze();
  }

  /// The unit behind the session is gone.
  void lose() {
    cut();
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
}
