package io.hitless.device.sim;

import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;

/// Like IOS: one session channel a connection, and the second is refused.
final class OneChannel extends ChannelSessionFactory {
  private static final AttributeKey<Boolean> TAKEN = new AttributeKey<>();

  @Override
  public Channel createChannel(Session session) {
    boolean first = session.setAttribute(TAKEN, true) == null;
    return first ? new ChannelSession() : new Refused();
  }

  private static final class Refused extends ChannelSession {
    @Override
    public OpenFuture open(long recipient, long window, long packet, Buffer buffer) {
      DefaultOpenFuture refused = new DefaultOpenFuture(this, this);
      refused.setException(
          new SshChannelOpenException(
              getChannelId(), SshConstants.SSH_OPEN_RESOURCE_SHORTAGE, "one session a connection"));
      return refused;
    }
  }
}
