package io.hitless.api.wiring;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Names this process among its siblings (`HITLESS_REPLICA`), for leases and heartbeats. Two that
/// run at once must not share a name, so a new one is made up at each start unless one is given.
@ConfigurationProperties("hitless")
record Replica(Optional<String> replica) {
  private static final String MADE = made();

  String name() {
    return replica.filter(text -> !text.isBlank()).orElse(MADE);
  }

  private static String made() {
    var bits = new byte[4];
    ThreadLocalRandom.current().nextBytes(bits);
    return "hitless-" + ProcessHandle.current().pid() + "-" + HexFormat.of().formatHex(bits);
  }
}
