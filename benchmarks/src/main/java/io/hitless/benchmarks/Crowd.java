package io.hitless.benchmarks;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Does the same to many, a bounded number at once, each on a virtual thread.
final class Crowd {
  private Crowd() {}

  /// @throws Exception the first failure: a benchmark of work that failed is no benchmark
  static <T> void each(List<T> many, int atOnce, Consumer<T> work) throws Exception {
    Semaphore places = new Semaphore(atOnce);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          many.stream()
              .<Future<?>>map(one ->
                  threads.submit(() -> {
                    places.acquire();
                    try {
                      work.accept(one);
                    } finally {
                      places.release();
                    }
                    return one;
                  }))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    }
  }
}
