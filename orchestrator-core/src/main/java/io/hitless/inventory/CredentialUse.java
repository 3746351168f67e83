package io.hitless.inventory;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a credential is opened for; kept in the audit.
///
/// @param actor who has it done: `hitless` for what the service does by itself
/// @param purpose `device-login` or `file-server-login`
/// @param more what else is known, for the audit's reader
public record CredentialUse(
    String actor,
    String purpose,
    Optional<UUID> job,
    Optional<DeviceId> device,
    Map<String, Object> more) {
  private static final String DEVICE = "device-login";
  private static final String FILE_SERVER = "file-server-login";

  public CredentialUse {
    more = Map.copyOf(more);
  }

  /// A job logs in to its device.
  public static CredentialUse byJob(UUID job, DeviceId device) {
    return new CredentialUse("hitless", DEVICE, Optional.of(job), Optional.of(device), Map.of());
  }

  /// The device of a job logs in to a file server.
  public static CredentialUse ofFileServer(UUID job, DeviceId device) {
    return new CredentialUse(
        "hitless", FILE_SERVER, Optional.of(job), Optional.of(device), Map.of());
  }

  /// A readiness run looks at a device.
  public static CredentialUse byReadinessRun(UUID run, DeviceId device) {
    return new CredentialUse(
        "hitless",
        DEVICE,
        Optional.empty(),
        Optional.of(device),
        Map.of("readinessRun", run.toString()));
  }

  /// Somebody had the service look at a device at once.
  public static CredentialUse byPerson(String actor, DeviceId device, String what) {
    return new CredentialUse(
        actor, DEVICE, Optional.empty(), Optional.of(device), Map.of("for", what));
  }
}
