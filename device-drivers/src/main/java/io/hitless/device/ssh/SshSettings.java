package io.hitless.device.ssh;

import java.time.Duration;

/// How patient and how busy the shared client is.
///
/// @param connect until TCP answers
/// @param login from TCP's answer to an open terminal: key exchange, login, channel
/// @param write until typed text is taken
/// @param keepAlive between two probes of an open session; three unanswered ones end it, which is
///   how a session that died with a supervisor is noticed
/// @param handshakes how many may be connecting at once: a key exchange is what costs CPU
public record SshSettings(
    Duration connect, Duration login, Duration write, Duration keepAlive, int handshakes) {

  public static SshSettings defaults() {
    return new SshSettings(
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        32);
  }
}
