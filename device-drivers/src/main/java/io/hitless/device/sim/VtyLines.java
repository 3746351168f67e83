package io.hitless.device.sim;

import java.util.function.BooleanSupplier;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.SessionFactory;

/// Takes connections while there is a free line; hangs up on the others before a word is said.
final class VtyLines extends SessionFactory {
  private static final String TURNED_AWAY = VtyLines.class.getName();

  private final BooleanSupplier free;

  VtyLines(SshServer server, BooleanSupplier free) {
    super(server);
    this.free = free;
  }

  @Override
  public void sessionCreated(IoSession connection) throws Exception {
    if (free.getAsBoolean()) {
      super.sessionCreated(connection);
    } else {
      connection.setAttribute(TURNED_AWAY, true);
      connection.close(true);
    }
  }

  @Override
  public void sessionClosed(IoSession connection) throws Exception {
    if (connection.getAttribute(TURNED_AWAY) == null) {
      super.sessionClosed(connection);
    }
  }
}
