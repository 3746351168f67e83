package io.hitless.readiness;

import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver;
import io.hitless.device.SessionLog;
import io.hitless.device.facts.Authorization;
import io.hitless.device.facts.Authorization.Permission;
import io.hitless.inventory.CredentialUse;
import io.hitless.inventory.Device;
import io.hitless.readiness.CheckResult.Result;
import io.hitless.session.Sessions;
import java.util.ArrayList;
import java.util.List;

/// What our account may do on a device, as checks: its privilege, and one for each command. Reads
/// only.
final class AccountChecks {
  private static final String PRIVILEGE = "privilege";
  private static final int NEEDED = 15;

  private AccountChecks() {}

  static List<CheckResult> look(Device device, Sessions sessions, CredentialUse use) {
    try (IssuDriver session = sessions.meet(device, SessionLog.NONE, use)) {
      Authorization found = session.authorization();
      List<CheckResult> results = new ArrayList<>(List.of(privilege(found.privilege())));
      found.permissions().forEach(permission -> results.add(result(permission)));
      if (found.permissions().isEmpty()) {
        results.add(unknown("commands", "The driver of this device cannot tell."));
      }
      return results;
    } catch (Sessions.NoCredential none) {
      return List.of(unknown(PRIVILEGE, "Nobody could log in: " + none.getMessage() + "."));
    } catch (DeviceException.NotAuthorised refused) {
      return List.of(
          new CheckResult(
              PRIVILEGE, Result.FAIL, Unanswered.sentence(refused), "enable", List.of()));
    } catch (DeviceException broken) {
      return List.of(unknown(PRIVILEGE, Unanswered.sentence(broken)));
    }
  }

  static List<CheckResult> unlooked(String why) {
    return List.of(unknown(PRIVILEGE, why));
  }

  private static CheckResult privilege(int level) {
    return new CheckResult(
        PRIVILEGE,
        level >= NEEDED ? Result.PASS : Result.FAIL,
        "The account has privilege " + level + "; " + NEEDED + " is needed.",
        "show privilege",
        List.of("Current privilege level is " + level));
  }

  private static CheckResult result(Permission permission) {
    return new CheckResult(
        "may-" + permission.id(),
        switch (permission.answer()) {
          case ALLOWED -> Result.PASS;
          case DENIED -> Result.FAIL;
          case NOT_KNOWN -> Result.WARN;
          case UNKNOWN -> Result.UNKNOWN;
        },
        permission.why(),
        permission.command(),
        Finding.bounded(permission.evidence()));
  }

  private static CheckResult unknown(String id, String why) {
    return new CheckResult(id, Result.UNKNOWN, why, "", List.of());
  }
}
