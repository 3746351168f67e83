package io.hitless.device.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.sshd.server.SshServer;

/// Finds a port below the range that the system hands out to outgoing connections, since a switch
/// gives its port up during a switchover and wants the same one back.
final class FreePort {
  private static final int LOWEST = 12_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 200;

  /// @param wanted port 0: any
  InetSocketAddress start(SshServer server, InetSocketAddress wanted) throws IOException {
    if (wanted.getPort() != 0) {
      server.setPort(wanted.getPort());
      server.start();
      return wanted;
    }
    IOException last = new IOException("no free port");
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try {
        probe(wanted, port);
        server.setPort(port);
        server.start();
        return new InetSocketAddress(wanted.getAddress(), port);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /// Asks quietly, since the server would complain aloud.
  private static void probe(InetSocketAddress wanted, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(wanted.getAddress(), port));
    }
  }
}
