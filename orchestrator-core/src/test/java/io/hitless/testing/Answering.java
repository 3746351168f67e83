package io.hitless.testing;

import io.hitless.job.Jobs;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Jobs of which one method does something else, or something first.
public final class Answering {
  private Answering() {}

  /// Answers a call, given its arguments.
  public interface Answer {
    Object to(Object[] arguments) throws Exception;
  }

  public static Jobs to(Jobs real, String method, Answer answer) {
    InvocationHandler handler =
        (proxy, called, arguments) -> {
          if (called.getName().equals(method)) {
            return answer.to(arguments);
          }
          try {
            return called.invoke(real, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        };
    return (Jobs)
        Proxy.newProxyInstance(Jobs.class.getClassLoader(), new Class<?>[] {Jobs.class}, handler);
  }

  public static Jobs before(Jobs real, String method, Runnable first) {
    InvocationHandler handler =
        (proxy, called, arguments) -> {
          if (called.getName().equals(method)) {
            first.run();
          }
          try {
            return called.invoke(real, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        };
    return (Jobs)
        Proxy.newProxyInstance(Jobs.class.getClassLoader(), new Class<?>[] {Jobs.class}, handler);
  }
}
