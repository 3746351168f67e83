package io.hitless.device.sim;

import org.apache.sshd.common.Factory;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.future.SshFutureListener;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoServiceFactoryFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.jspecify.annotations.Nullable;

/// One set of I/O threads for all simulated switches of a process; each switch only has an acceptor
/// of its own.
final class SharedTransport implements IoServiceFactoryFactory, IoServiceFactory {
  private static final class Shared {
    private static final Nio2ServiceFactory FACTORY = create();

    private static Nio2ServiceFactory create() {
      SshServer settings = SshServer.setUpDefaultServer();
      CoreModuleProperties.NIO_WORKERS.set(settings, 4);
      CoreModuleProperties.SOCKET_REUSEADDR.set(settings, true);
      CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(settings, 4096);
      return new Nio2ServiceFactory(settings, null, null);
    }
  }

  private @Nullable IoAcceptor acceptor;

  /// The acceptor that was made for the one server this belongs to.
  IoAcceptor acceptor() {
    if (acceptor == null) {
      throw new IllegalStateException("the server has not been started");
    }
    return acceptor;
  }

  @Override
  public IoServiceFactory create(FactoryManager manager) {
    return this;
  }

  @Override
  public void setExecutorServiceFactory(@Nullable Factory<CloseableExecutorService> factory) {
    throw new UnsupportedOperationException("the threads are shared");
  }

  @Override
  public IoConnector createConnector(IoHandler handler) {
    throw new UnsupportedOperationException("a simulated switch calls nobody");
  }

  @Override
  public IoAcceptor createAcceptor(IoHandler handler) {
    IoAcceptor made = Shared.FACTORY.createAcceptor(handler);
    acceptor = made;
    return made;
  }

  @Override
  public @Nullable IoServiceEventListener getIoServiceEventListener() {
    return null;
  }

  @Override
  public void setIoServiceEventListener(@Nullable IoServiceEventListener listener) {}

  @Override
  public CloseFuture close(boolean immediately) {
    DefaultCloseFuture done = new DefaultCloseFuture(this, null);
    done.setClosed();
    return done;
  }

  @Override
  public void addCloseFutureListener(SshFutureListener<CloseFuture> listener) {}

  @Override
  public void removeCloseFutureListener(SshFutureListener<CloseFuture> listener) {}

  @Override
  public boolean isClosed() {
    return false;
  }

  @Override
  public boolean isClosing() {
    return false;
  }
}
