package io.hitless.chaos.service;

import io.hitless.device.Change;
import io.hitless.device.Drivers;
import io.hitless.device.IssuDriver;
import io.hitless.device.Target;
import io.hitless.job.Intent;
import io.hitless.job.Job;
import io.hitless.job.JobId;
import io.hitless.job.Jobs;
import io.hitless.job.Stage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Names the points at which a process may be killed, `intend ADD @ADDING`, `send
/// AddImage @ADDING`, `save ADDING>STAGED`, `settle done @STAGED`, `tell @ADDING` (a write that
/// moves no state but says something), and stops there, before and after.
final class Marks {
  private final Referee referee;
  private final Map<JobId, Stage> stages = new ConcurrentHashMap<>();
  private final Map<String, Stage> stageOfDevice = new ConcurrentHashMap<>();

  Marks(Referee referee) {
    this.referee = referee;
  }

  Jobs around(Jobs jobs) {
    return seen(Jobs.class, jobs, this::jobs);
  }

  Drivers around(Drivers drivers) {
    return seen(Drivers.class, drivers, this::drivers);
  }

  private interface Around {
    @Nullable Object call(Object real, Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T seen(Class<T> port, T real, Around around) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            around.call(real, method, arguments == null ? new Object[0] : arguments);
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private @Nullable Object jobs(Object real, Method method, Object[] arguments) throws Throwable {
    Optional<String> point = point(method.getName(), arguments);
    if (point.isEmpty()) {
      @Nullable Object answer = plainly(real, method, arguments);
      if (answer instanceof Optional<?> found && found.orElse(null) instanceof Jobs.Claim claim) {
        standsAt(claim.job());
        if (claim.takenOver()) {
          referee.pass(claim.job().order().deviceName(), "taken over");
        }
      }
      return answer;
    }
    String device = ((Job) arguments[0]).order().deviceName();
    referee.pass(device, "before " + point.get());
    @Nullable Object answer = plainly(real, method, arguments);
    if (answer instanceof Jobs.Saved saved) {
      standsAt(saved.job());
    }
    referee.pass(device, "after " + point.get());
    return answer;
  }

  private void standsAt(Job job) {
    stages.put(job.id(), job.stage());
    stageOfDevice.put(job.order().deviceName(), job.stage());
  }

  private Optional<String> point(String method, Object[] arguments) {
    return switch (method) {
      case "intend" ->
          Optional.of("intend " + (Intent.Kind) arguments[1] + " @" + ((Job) arguments[0]).stage());
      case "settle" -> Optional.of("settle " + arguments[2] + " @" + ((Job) arguments[0]).stage());
      case "save" -> saving((Job) arguments[0], (List<?>) arguments[1]);
      default -> Optional.empty();
    };
  }

  /// A save that tells nothing new ends a turn that only looked: there is nothing to lose.
  private Optional<String> saving(Job job, List<?> events) {
    Stage from = stages.getOrDefault(job.id(), job.stage());
    if (from != job.stage()) {
      return Optional.of("save " + from + ">" + job.stage());
    }
    return events.isEmpty() ? Optional.empty() : Optional.of("tell @" + from);
  }

  private @Nullable Object drivers(Object real, Method method, Object[] arguments)
      throws Throwable {
    @Nullable Object answer = plainly(real, method, arguments);
    return answer instanceof IssuDriver session
        ? seen(
            IssuDriver.class,
            session,
            (driver, call, given) -> session(((Target) arguments[0]).name(), driver, call, given))
        : answer;
  }

  private @Nullable Object session(String device, Object driver, Method method, Object[] arguments)
      throws Throwable {
    if (!method.getName().equals("send")) {
      return plainly(driver, method, arguments);
    }
    String point =
        "send "
            + ((Change) arguments[0]).getClass().getSimpleName()
            + " @"
            + stageOfDevice.get(device);
    referee.pass(device, "before " + point);
    try {
      return plainly(driver, method, arguments);
    } finally {
      referee.pass(device, "after " + point);
    }
  }

  private static @Nullable Object plainly(Object real, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }
}
