package io.hitless.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A cable between two processes, to be cut: what is sent while it is cut arrives when it is whole
/// again, as with TCP, and nobody is told. Or it is torn: both ends hear of it at once.
final class Wire implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition mended = lock.newCondition();
  private final int target;
  private volatile boolean cut;

  /// @param target port on this machine
  Wire(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void cut() {
    cut = true;
  }

  void mend() {
    lock.lock();
    try {
      cut = false;
      mended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void tear() {
    ends.forEach(Wire::hangUp);
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        Thread.ofVirtual().start(() -> connect(near));
      }
    } catch (IOException closed) {
      // The suite is over.
    }
  }

  private void connect(Socket near) {
    ends.add(near);
    try {
      untilMended();
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      ends.add(far);
      Thread.ofVirtual().start(() -> pump(near, far));
      Thread.ofVirtual().start(() -> pump(far, near));
    } catch (IOException nobody) {
      hangUp(near);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] some = new byte[16_384];
    try {
      for (int n = from.getInputStream().read(some); n >= 0; n = from.getInputStream().read(some)) {
        untilMended();
        to.getOutputStream().write(some, 0, n);
        to.getOutputStream().flush();
      }
      untilMended();
    } catch (IOException over) {
      // Both ends go.
    }
    hangUp(from);
    hangUp(to);
    ends.remove(from);
    ends.remove(to);
  }

  private void untilMended() {
    lock.lock();
    try {
      while (cut) {
        mended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It was what we wanted.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    mend();
    tear();
  }
}
