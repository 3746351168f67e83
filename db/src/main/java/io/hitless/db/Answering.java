package io.hitless.db;

import io.hitless.access.StorageAway;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Says of a port's failures which of them pass: no connection, a lost one, a timeout, a deadlock
/// are the core's [StorageAway]; all others stay what they are.
final class Answering {
  private Answering() {}

  static <T> T port(Class<T> port, T real) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          try {
            return method.invoke(real, arguments);
          } catch (InvocationTargetException thrown) {
            throw told(thrown.getTargetException());
          }
        };
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private static Throwable told(Throwable failure) {
    return switch (failure) {
      case DataAccessResourceFailureException away -> new StorageAway(away);
      case TransientDataAccessException passing -> new StorageAway(passing);
      case TransactionException torn -> new StorageAway(torn);
      default -> failure;
    };
  }
}
