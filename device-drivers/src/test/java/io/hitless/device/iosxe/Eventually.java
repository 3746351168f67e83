package io.hitless.device.iosxe;

import io.hitless.device.DeviceException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Looks at a device again and again until it says what is waited for; a device that cannot be read
/// just then is looked at again.
final class Eventually {
  private static final ScheduledExecutorService LOOKING =
      Executors.newScheduledThreadPool(4, Thread.ofPlatform().daemon().factory());

  private Eventually() {}

  static <T> T present(String what, Supplier<Optional<T>> look) {
    CompletableFuture<T> found = new CompletableFuture<>();
    AtomicReference<DeviceException> last = new AtomicReference<>();
    var looking =
        LOOKING.scheduleWithFixedDelay(() -> look(look, found, last), 0, 50, TimeUnit.MILLISECONDS);
    try {
      return found.get(60, TimeUnit.SECONDS);
    } catch (TimeoutException | InterruptedException | ExecutionException never) {
      throw new AssertionError("it never happened: " + what + "; last: " + last.get(), never);
    } finally {
      looking.cancel(false);
    }
  }

  private static <T> void look(
      Supplier<Optional<T>> look,
      CompletableFuture<T> found,
      AtomicReference<DeviceException> last) {
    try {
      look.get().ifPresent(found::complete);
    } catch (DeviceException unreadable) {
      last.set(unreadable);
    } catch (RuntimeException | AssertionError bug) {
      found.completeExceptionally(bug);
    }
  }
}
