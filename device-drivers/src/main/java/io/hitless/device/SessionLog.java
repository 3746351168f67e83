package io.hitless.device;

import java.time.Instant;

/// Listens to a conversation while it goes on. Secrets are struck out before anything arrives here.
public interface SessionLog {

  /// One line typed to the device.
  void sent(Instant at, String line);

  /// A key pressed without Enter: the space that turns the pager's page.
  default void pressed(Instant at, String key) {}

  /// Text that came back, in the order and pieces in which it came.
  void received(Instant at, String text);

  /// A line of the device's own log seen on this session: a hint to look, never a proof.
  void deviceLog(Instant at, String line);

  /// The conversation is over; nothing of it comes any more.
  default void closed(Instant at) {}

  /// Nobody listens.
  SessionLog NONE =
      new SessionLog() {
        @Override
        public void sent(Instant at, String line) {}

        @Override
        public void received(Instant at, String text) {}

        @Override
        public void deviceLog(Instant at, String line) {}
      };
}
