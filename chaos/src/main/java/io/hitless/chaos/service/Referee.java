package io.hitless.chaos.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The line to the process that decides who goes on and who is killed: a mark is reported, and
/// whoever came to it waits for the answer.
final class Referee {
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();
  private final Socket socket;
  private final PrintWriter out;

  private Referee(Socket socket, String replica) throws IOException {
    this.socket = socket;
    this.out = new PrintWriter(socket.getOutputStream(), false, StandardCharsets.UTF_8);
    say("hello\t" + replica);
    Thread.ofPlatform().daemon().name("referee").start(this::listen);
  }

  static Referee connect(int port, String replica) {
    try {
      return new Referee(new Socket(InetAddress.getLoopbackAddress(), port), replica);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// Waits until the referee lets whoever is at this point go on.
  void pass(String device, String point) {
    long number = numbers.incrementAndGet();
    var go = new CompletableFuture<Boolean>();
    waiting.put(number, go);
    say(number + "\t" + device + "\t" + point);
    go.join();
  }

  private synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  private void listen() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        var go = waiting.remove(Long.parseLong(line));
        if (go != null) {
          go.complete(true);
        }
      }
    } catch (IOException gone) {
      // Below: nobody is left who would let us go on.
    }
    Runtime.getRuntime().halt(3);
  }
}
