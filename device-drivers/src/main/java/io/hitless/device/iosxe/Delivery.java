package io.hitless.device.iosxe;

import io.hitless.device.Change;
import io.hitless.device.CommandText;
import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import io.hitless.device.Target;
import io.hitless.device.command.Command;
import io.hitless.device.iosxe.show.CopyRefusals;
import io.hitless.device.ssh.ScpSender;
import io.hitless.device.ssh.SshConnections;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Brings an image to a switch by SCP, on a connection of its own: IOS takes one channel a
/// connection (golang/go #22465).
final class Delivery {
  private final String device;
  private final Line line;
  private volatile Optional<ScpSender> going = Optional.empty();
  private volatile boolean closed;

  /// Opens a connection for one file.
  interface Line {
    ScpSender open(Command command, Patience patience);
  }

  Delivery(String device, Line line) {
    this.device = device;
    this.line = line;
  }

  static Delivery to(Target target, SshConnections connections) {
    return new Delivery(
        target.name(), (command, patience) -> connections.send(target, command, patience));
  }

  /// Where there is nobody to bring anything to: the session is a recorded one.
  static Delivery nowhere(Target target) {
    return new Delivery(
        target.name(),
        (command, patience) -> {
          throw new DeviceException.HungUp(target.name() + ": a recording takes no files");
        });
  }

  Reply bring(Change.Push push, Command command, Patience patience) {
    try (ScpSender sender = line.open(command, patience)) {
      going = Optional.of(sender);
      if (closed) {
        throw new DeviceException.HungUp(device + ": the session was closed");
      }
      String name = Verb.nameOf(CommandText.imagePath(push.path()));
      return switch (sender.send(name, push.content())) {
        case ScpSender.Sent.Whole whole ->
            new Reply.Accepted(List.of(push.content().bytes() + " bytes sent"));
        case ScpSender.Sent.Refused no -> refused(no);
      };
    } catch (IOException unreadable) {
      String words = "the content could not be read: " + unreadable.getMessage();
      return new Reply.Refused(Refusal.COPY_BROKEN, words, List.of(words));
    } finally {
      going = Optional.empty();
    }
  }

  private static Reply refused(ScpSender.Sent.Refused no) {
    Refusal reason =
        CopyRefusals.in(List.of(no.words()))
            .map(CopyRefusals.Match::reason)
            .orElse(no.begun() ? Refusal.COPY_BROKEN : Refusal.OTHER);
    return new Reply.Refused(reason, no.words(), List.of(no.words()));
  }

  /// Cuts it off, from any thread.
  void close() {
    closed = true;
    going.ifPresent(ScpSender::close);
  }
}
