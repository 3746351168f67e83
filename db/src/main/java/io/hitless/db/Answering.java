package io.hitless.db;

import io.hitless.access.StorageAway;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Says of a port's failures which of them pass: no connection, a lost one, a timeout, a deadlock
/// are the core's [StorageAway], and so is a server that takes no writes because another one is the
/// primary by now; all others stay what they are.
final class Answering {
  static final String READ_ONLY = "25006";

  /// PostgreSQL's error classes and codes, appendix A of its manual.
  private static final Pattern PASSING =
      Pattern.compile("(?:08|40|53|57|58)...|55P03|25P0[34]|" + READ_ONLY);

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

  /// What Spring has no word for: a lock that was not to be had, an idle transaction that was
  /// ended, a server that is no primary any more.
  private static boolean passes(Throwable cause) {
    return cause instanceof SQLException refused
        && refused.getSQLState() != null
        && PASSING.matcher(refused.getSQLState()).matches();
  }

  private static Throwable told(Throwable failure) {
    return switch (failure) {
      case DataAccessResourceFailureException away -> new StorageAway(away);
      case TransientDataAccessException passing -> new StorageAway(passing);
      case TransactionException torn -> new StorageAway(torn);
      case DataAccessException other when passes(other.getMostSpecificCause()) ->
          new StorageAway(other);
      default -> failure;
    };
  }
}
