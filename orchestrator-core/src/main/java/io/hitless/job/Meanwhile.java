package io.hitless.job;

import io.hitless.device.DeviceException;
import io.hitless.device.Reply;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// What a turn does while a command that takes long keeps its session busy: it looks every so
/// often, on the thread of the turn, so that only one thread ever writes the job.
///
/// @param every pause between two looks
/// @param look one look; what it throws cuts the command off
/// @param cut ends the command from outside
public record Meanwhile(Duration every, Runnable look, Runnable cut) {
  static final Meanwhile NOTHING = new Meanwhile(Duration.ZERO, () -> {}, () -> {});

  Reply during(Supplier<Reply> command) {
    if (every.isZero()) {
      return command.get();
    }
    FutureTask<Reply> going = new FutureTask<>(command::get);
    Thread.ofVirtual().name("sending").start(going);
    try {
      while (true) {
        try {
          return going.get(every.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          look.run();
        }
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error fatal) {
        throw fatal;
      }
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      cut.run();
      Thread.currentThread().interrupt();
      throw new DeviceException.HungUp("interrupted while a command was running");
    } catch (RuntimeException ours) {
      cut.run();
      throw ours;
    }
  }
}
