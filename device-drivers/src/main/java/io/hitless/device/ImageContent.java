package io.hitless.device;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of an image that is to be sent to a device.
public interface ImageContent {

  /// How many there are, exactly.
  long bytes();

  /// From the first byte on; whoever opens it closes it. Reading may be slowed down on purpose, to
  /// keep to a rate.
  InputStream open() throws IOException;
}
