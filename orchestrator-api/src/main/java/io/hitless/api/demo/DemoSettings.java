package io.hitless.api.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;

/// How the demo runs.
///
/// @param timescale real seconds per second of a simulated switch; the service watches at the same
///   speed
/// @param bootstrapApiKey what the demo itself calls the service with
@ConfigurationProperties("hitless")
record DemoSettings(double timescale, String bootstrapApiKey) {
  @Override
  public String toString() {
    return "DemoSettings[timescale=" + timescale + "]";
  }
}
