package io.hitless.device.ssh;

import io.hitless.device.DeviceException;
import java.time.Duration;

/// An open terminal on a device: what is typed goes out, what it prints comes in, nothing is
/// interpreted.
public interface Shell extends AutoCloseable {

  /// Types `text` as it is; a line ends with `\r`.
  ///
  /// @throws DeviceException.HungUp when the session is gone or takes no more
  void type(String text);

  /// Waits for the next piece of output, in the pieces in which it arrives; characters are never
  /// cut.
  ///
  /// @param atMost how long to wait; zero only takes what is there
  /// @return what came, empty when nothing came in time
  /// @throws DeviceException.HungUp when the session ended, after everything it printed was read
  String read(Duration atMost);

  /// Fingerprint of the key that was verified (`SHA256:…`).
  String hostKey();

  /// Cuts the session at once, from any thread; a waiting [#read] ends with
  /// [DeviceException.HungUp].
  @Override
  void close();
}
