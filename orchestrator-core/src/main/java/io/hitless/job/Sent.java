package io.hitless.job;

import io.hitless.device.DeviceException;
import io.hitless.device.Reply;

/// What became of sending a change.
public sealed interface Sent {

  /// The gate said "not now": nothing was meant, nothing was sent.
  record HeldBack(Gate.Answer.NotNow why) implements Sent {}

  /// It printed no refusal. Whether it did anything, reading tells.
  record Accepted(Intent intent, Reply.Accepted reply) implements Sent {}

  /// It said no.
  record Refused(Intent intent, Reply.Refused reply) implements Sent {}

  /// No answer came, and nobody knows whether it was taken.
  record Unclear(Intent intent, DeviceException why) implements Sent {}
}
