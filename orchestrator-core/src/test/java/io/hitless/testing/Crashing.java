package io.hitless.testing;

import io.hitless.device.Drivers;
import io.hitless.device.IssuDriver;
import io.hitless.job.Jobs;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Dies at a chosen call: the process is gone, before or after the call took effect, and does
/// nothing any more, not even give its lease back.
public final class Crashing {

  /// The end of the process.
  public static final class Crash extends Error {
    Crash(String where) {
      super(where);
    }
  }

  private static final Set<String> COUNTED = Set.of("intend", "settle", "save", "send", "claim");

  private final int at;
  private final boolean after;
  private int calls;
  private boolean dead;

  /// @param at number of the call to die at, from 1
  /// @param after once it has taken effect
  public Crashing(int at, boolean after) {
    this.at = at;
    this.after = after;
  }

  public Jobs through(Jobs jobs) {
    return seen(Jobs.class, jobs);
  }

  public Drivers through(Drivers drivers) {
    return seen(Drivers.class, drivers);
  }

  public synchronized int calls() {
    return calls;
  }

  private <T> T seen(Class<T> port, T real) {
    InvocationHandler handler = (proxy, method, arguments) -> call(real, method, arguments);
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private Optional<Boolean> dyingAt(Method method, Object[] arguments) {
    synchronized (this) {
      if (dead) {
        throw new Crash("dead already");
      }
      if (!COUNTED.contains(method.getName()) || idle(method, arguments) || ++calls != at) {
        return Optional.empty();
      }
      return Optional.of(after);
    }
  }

  /// A save that tells nothing new ends a turn that only looked: dying there is like dying at the
  /// claim of the next.
  private static boolean idle(Method method, Object[] arguments) {
    return method.getName().equals("save") && ((List<?>) arguments[1]).isEmpty();
  }

  private Object call(Object real, Method method, Object[] arguments) throws Throwable {
    Optional<Boolean> dying = dyingAt(method, arguments);
    if (dying.isPresent() && !dying.get()) {
      die(method);
    }
    Object result;
    try {
      result = method.invoke(real, arguments);
    } catch (InvocationTargetException thrown) {
      if (dying.isPresent()) {
        die(method);
      }
      throw thrown.getCause();
    }
    if (dying.isPresent()) {
      die(method);
    }
    return result instanceof IssuDriver session ? seen(IssuDriver.class, session) : result;
  }

  private synchronized void die(Method where) {
    dead = true;
    throw new Crash((after ? "after " : "before ") + where.getName());
  }
}
