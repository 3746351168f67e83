package io.hitless.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Hears of every mark that any replica comes to, and lets it go on or keeps it there.
final class Referee implements AutoCloseable {
  private static final int LONGEST_START_SECONDS = 180;

  private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final Map<String, CompletableFuture<Integer>> ports = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Runnable>> gates = new ConcurrentHashMap<>();
  private volatile Rule rule = mark -> true;

  Referee() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  /// Somebody at a point.
  ///
  /// @param device name
  /// @param goOn lets it go on, once it may
  record Mark(String replica, String device, String point, Runnable goOn) {}

  /// Says at each mark whether to go on now.
  interface Rule {
    boolean mayGoOn(Mark mark);
  }

  int port() {
    return server.getLocalPort();
  }

  void follow(Rule next) {
    rule = next;
  }

  /// The port at which a replica answers, once it does. Its scheduler still waits for [#release].
  int ready(String replica) {
    return wait(ports(replica));
  }

  /// Lets a replica have turns.
  void release(String replica) {
    wait(gate(replica)).run();
  }

  /// Nobody shall wait for this replica any more.
  void gone(String replica) {
    var over = new IllegalStateException(replica + " has ended");
    ports(replica).completeExceptionally(over);
    gate(replica).completeExceptionally(over);
  }

  private static <T> T wait(CompletableFuture<T> what) {
    try {
      return what.get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
    } catch (Exception never) {
      throw new IllegalStateException("a replica doesn't come up", never);
    }
  }

  private CompletableFuture<Integer> ports(String replica) {
    return ports.computeIfAbsent(replica, _ -> new CompletableFuture<>());
  }

  private CompletableFuture<Runnable> gate(String replica) {
    return gates.computeIfAbsent(replica, _ -> new CompletableFuture<>());
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> listen(socket));
      }
    } catch (IOException closed) {
      // The suite is over.
    }
  }

  private void listen(Socket socket) {
    try (socket;
        var lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      String replica = Optional.ofNullable(lines.readLine()).orElse("\t").split("\t", 2)[1];
      OutputStream out = socket.getOutputStream();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split("\t", 3);
        Runnable goOn = () -> say(out, words[0]);
        if (words[2].startsWith("ready:")) {
          ports(replica).complete(Integer.parseInt(words[2].substring("ready:".length())));
          gate(replica).complete(goOn);
        } else if (rule.mayGoOn(new Mark(replica, words[1], words[2], goOn))) {
          goOn.run();
        }
      }
    } catch (IOException killed) {
      // That is what we are here for.
    }
  }

  private static void say(OutputStream out, String number) {
    synchronized (out) {
      try {
        out.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
      } catch (IOException killed) {
        // It doesn't need to know any more.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
