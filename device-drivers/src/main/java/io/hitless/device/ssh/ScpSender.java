package io.hitless.device.ssh;

import io.hitless.device.DeviceException;
import io.hitless.device.ImageContent;
import io.hitless.device.IssuDriver.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// The sending end of legacy SCP, which is the only one that IOS XE serves: a header line with the
/// size, the bytes, and a byte of agreement after each (0; 1 and 2 come with a sentence that says
/// no). For one file.
///
/// Nothing is kept of the file but the piece that is on its way, so that a gigabyte costs no memory
/// and is sent as fast as the device's window opens.
public final class ScpSender implements AutoCloseable {
  private static final int PIECE = 32 * 1024;
  private static final String AGREED = "\0";

  private final String device;
  private final MinaShell wire;
  private final Patience patience;
  private final long started = System.nanoTime();

  ScpSender(String device, MinaShell wire, Patience patience) {
    this.device = device;
    this.wire = wire;
    this.patience = patience;
  }

  /// What came of it.
  public sealed interface Sent {

    /// The device agreed to every byte.
    record Whole() implements Sent {}

    /// It said no.
    ///
    /// @param words the device's own
    /// @param begun whether bytes had been sent, so that a short file may lie there
    record Refused(String words, boolean begun) implements Sent {}
  }

  /// @param name as the file is called in the header; where it is written, the command said
  /// @throws DeviceException.HungUp when the connection ended, or the device took nothing for too
  ///   long
  /// @throws DeviceException.Silent when it did not answer
  /// @throws IOException when the content could not be read; the device has a short file then
  public Sent send(String name, ImageContent content) throws IOException {
    Optional<String> no = answer();
    if (no.isPresent()) {
      return new Sent.Refused(no.get(), false);
    }
    wire.type("C0644 " + content.bytes() + " " + name + "\n");
    no = answer();
    if (no.isPresent()) {
      return new Sent.Refused(no.get(), false);
    }
    no = stream(content);
    if (no.isEmpty()) {
      wire.type(AGREED);
      no = answer();
    }
    return no.<Sent>map(words -> new Sent.Refused(words, true)).orElseGet(Sent.Whole::new);
  }

  private Optional<String> stream(ImageContent content) throws IOException {
    byte[] piece = new byte[PIECE];
    long left = content.bytes();
    try (InputStream bytes = content.open()) {
      while (left > 0) {
        int length = bytes.readNBytes(piece, 0, (int) Math.min(PIECE, left));
        if (length == 0) {
          throw new IOException("the content ended " + left + " bytes too early");
        }
        inTime();
        wire.write(piece, length, patience.silence());
        left -= length;
        String said = wire.read(Duration.ZERO);
        if (!said.isEmpty()) {
          return Optional.of(words(said));
        }
      }
    }
    return Optional.empty();
  }

  private void inTime() {
    if (System.nanoTime() - started > patience.overall().toNanos()) {
      throw new DeviceException.Silent(
          device + " had not taken the whole file after " + patience.overall());
    }
  }

  /// Waits for the byte of agreement.
  ///
  /// @return what was said instead
  private Optional<String> answer() {
    String said = wire.read(patience.silence());
    if (said.isEmpty()) {
      throw new DeviceException.Silent(
          device + " did not answer to scp within " + patience.silence());
    }
    return said.equals(AGREED) ? Optional.empty() : Optional.of(words(said));
  }

  /// The sentence, which may come in pieces and ends with its line or with the connection.
  private String words(String begun) {
    StringBuilder text = new StringBuilder(begun);
    try {
      while (text.indexOf("\n") < 0 && text.length() < PIECE) {
        String more = wire.read(patience.silence());
        if (more.isEmpty()) {
          break;
        }
        text.append(more);
      }
    } catch (DeviceException.HungUp over) {
      // it said what it had to say
    }
    String sentence =
        text.toString()
            .lines()
            .map(line -> line.replaceAll("[\\x00-\\x1f\\x7f]", "").strip())
            .filter(line -> !line.isEmpty())
            .findFirst()
            .orElse("");
    return sentence.isEmpty()
        ? "it answered with "
            + text.toString().getBytes(StandardCharsets.UTF_8).length
            + " bytes that are no word of scp"
        : sentence;
  }

  @Override
  public void close() {
    wire.close();
  }
}
