package io.hitless.device.sim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;

/// The receiving end of the old SCP protocol, `scp -t flash:name`. Bytes are hashed and forgotten;
/// a transfer that breaks off leaves a short file behind.
final class ScpSink extends ChannelCommand {
  private static final Pattern FILE = Pattern.compile("C[0-7]{4} (\\d{1,18}) (.+)");

  private sealed interface Stage {
    record Header() implements Stage {}

    record Content(String name, long size) implements Stage {}

    record Tail(String name) implements Stage {}

    record Over() implements Stage {}
  }

  private final Chassis chassis;
  private final Login login;
  private final CommandLog log;
  private final int number;
  private final String line;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream();
  private MessageDigest md5 = digest("MD5");
  private MessageDigest sha512 = digest("SHA-512");
  private Stage stage = new Stage.Header();
  private long received;
  private Optional<Mishap.CopyBreaks> breaks = Optional.empty();
  private boolean damaged;

  ScpSink(
      Chassis chassis,
      Login login,
      CommandLog log,
      int number,
      ChannelSession channel,
      String line) {
    super(channel);
    this.chassis = chassis;
    this.login = login;
    this.log = log;
    this.number = number;
    this.line = line;
    channel.setDataReceiver(this);
  }

  @Override
  public void start(ChannelSession session, Environment environment) {
    chassis.timeline().run(this::greet);
  }

  private void greet() {
    Optional<String> objection = objection();
    log.add(
        new CommandRecord(
            chassis.timeline().now(),
            chassis.keyName(),
            number,
            "scp",
            line,
            true,
            objection.isPresent() ? Verdict.REFUSED : Verdict.ACCEPTED,
            login.reveals(line),
            Optional.of(Snapshot.of(chassis))));
    objection.ifPresentOrElse(this::fail, () -> send(new byte[] {0}));
  }

  private Optional<String> objection() {
    if (!chassis.configuration().has("ip scp server enable")) {
      return Optional.of("Administratively disabled.\n");
    }
    if (login.enableSecret().isPresent()) {
      return Optional.of("Privilege denied.\n");
    }
    if (!line.matches("scp (-\\S+ )*-t .*")) {
      return Optional.of("SCP: only the sink is served\n");
    }
    return Optional.empty();
  }

  @Override
  public int data(ChannelSession session, byte[] bytes, int start, int length) {
    byte[] copy = Arrays.copyOfRange(bytes, start, start + length);
    chassis.timeline().run(() -> take(copy));
    return length;
  }

  private void take(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      switch (stage) {
        case Stage.Header() -> {
          if (bytes[i] == '\n') {
            announced(header.toString(StandardCharsets.UTF_8));
            header.reset();
          } else {
            header.write(bytes[i]);
          }
          i++;
        }
        case Stage.Content(String name, long size) -> {
          int part = (int) Math.min(size - received, bytes.length - i);
          md5.update(bytes, i, part);
          sha512.update(bytes, i, part);
          received += part;
          i += part;
          if (breaks.filter(it -> received * 100 >= size * it.percent()).isPresent()) {
            breakOff(name, breaks.get().reason());
            return;
          }
          if (received == size) {
            stage = new Stage.Tail(name);
          }
        }
        case Stage.Tail(String name) -> {
          store(name);
          stage = new Stage.Header();
          send(new byte[] {0});
          i++;
        }
        case Stage.Over() -> i = bytes.length;
      }
    }
  }

  private void announced(String text) {
    Matcher file = FILE.matcher(text);
    if (text.startsWith("T")) {
      send(new byte[] {0});
    } else if (!file.matches()) {
      fail("\u0001scp: protocol error\n");
    } else if (Long.parseLong(file.group(1)) > chassis.active().flash().free()) {
      fail("\u0001%Error writing file (No space left on device)\n");
    } else {
      received = 0;
      breaks = chassis.troubles().once(Mishap.CopyBreaks.class);
      damaged = chassis.troubles().once(Mishap.CopyDamaged.class).isPresent();
      md5 = digest("MD5");
      sha512 = digest("SHA-512");
      long size = Long.parseLong(file.group(1));
      String name = name(file.group(2));
      stage = size == 0 ? new Stage.Tail(name) : new Stage.Content(name, size);
      send(new byte[] {0});
    }
  }

  private String name(String announced) {
    String target = FileUrl.of(chassis, line.substring(line.lastIndexOf(' ') + 1)).path();
    return target.isEmpty() ? announced : target;
  }

  private void store(String name) {
    HexFormat hex = HexFormat.of();
    StoredFile file =
        new StoredFile(
            name,
            received,
            hex.formatHex(md5.digest()),
            hex.formatHex(sha512.digest()),
            chassis.timeline().now());
    chassis.active().flash().put(damaged ? file.corrupted() : file);
  }

  private void breakOff(String name, String reason) {
    store(name);
    if (reason.isEmpty()) {
      stage = new Stage.Over();
      finish(1);
    } else {
      fail("\u0001%Error writing " + name + " (" + reason + ")\n");
    }
  }

  private void fail(String words) {
    stage = new Stage.Over();
    send(words.getBytes(StandardCharsets.UTF_8));
    finish(1);
  }

  /// The client has no more to say.
  @Override
  public void close() {
    chassis
        .timeline()
        .run(() -> {
          if (stage instanceof Stage.Content(String name, long ignored)) {
            store(name);
          }
          if (!(stage instanceof Stage.Over)) {
            stage = new Stage.Over();
            finish(0);
          }
        });
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void destroy(ChannelSession session) {
    close();
  }
}
