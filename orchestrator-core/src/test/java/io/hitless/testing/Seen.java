package io.hitless.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// A port that works as always, with something happening right after one of its methods.
public final class Seen {
  private Seen() {}

  public static <T> T after(Class<T> port, T real, String method, Runnable happens) {
    InvocationHandler handler =
        (proxy, called, arguments) -> {
          Object result;
          try {
            result = called.invoke(real, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
          if (called.getName().equals(method)) {
            happens.run();
          }
          return result;
        };
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }
}
