package io.hitless.device.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The make-up of one simulated pair, kept as a JSON resource: hardware, topology, wording and the
/// two releases of its natural upgrade. What a *release* changes (tables, questions, algorithms) is
/// not here but in [Dialect], since it changes in the middle of an upgrade.
///
/// @param name kebab name such as `c9500-svl-16.9`
/// @param platform family as operators say it: `C9500`
/// @param model what `show version` prints
/// @param chassis model of the chassis that holds the supervisors, or of the switch itself
/// @param filesystem `flash:` or `bootflash:`
/// @param softwareImage the name in brackets of the IOS line: `CAT9K_IOSXE`
/// @param imagePrefix how image files of the family begin: `cat9k_iosxe`
/// @param ports ports of one switch (or line card)
/// @param portName `TenGigabitEthernet`, …
/// @param modeRows whether `show version` prints the INSTALL rows (not on 9400, 9600, 9500 high
///   performance)
/// @param logZone whether log lines carry the zone (`service timestamps log datetime
///   show-timezone`)
/// @param zone the zone's name as the clock prints it; offset in hours beside it
/// @param confirmsReload whether 17.x asks before an activation reloads anything
public record Profile(
    String name,
    String platform,
    Topology topology,
    Wording wording,
    String model,
    String chassis,
    String filesystem,
    String softwareImage,
    String imagePrefix,
    long flashBytes,
    int ports,
    String portName,
    boolean modeRows,
    boolean logZone,
    String zone,
    int zoneHours,
    boolean confirmsReload,
    int vtyLines,
    String startVersion,
    String targetVersion) {

  /// How the two units are joined.
  public enum Topology {
    STACKWISE_VIRTUAL,
    DUAL_SUPERVISOR
  }

  /// How the install engine calls a unit.
  public enum Wording {
    SWITCH,
    CHASSIS,
    RP
  }

  private static final List<String> NAMES =
      List.of(
          "c3850-svl-16.12",
          "c9500-svl-16.9",
          "c9500-svl-17",
          "c9400-dual-16.9",
          "c9400-dual-17",
          "c9600-dual-17");

  private static final List<Profile> ALL = NAMES.stream().map(Profile::read).toList();

  /// @throws IllegalArgumentException when there is no such profile
  public static Profile named(String name) {
    return ALL.stream()
        .filter(profile -> profile.name.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no profile " + name + "; there are " + NAMES));
  }

  public static List<Profile> all() {
    return ALL;
  }

  boolean isStackWiseVirtual() {
    return topology == Topology.STACKWISE_VIRTUAL;
  }

  private static Profile read(String name) {
    try (InputStream in = Profile.class.getResourceAsStream("profile/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("profile missing from the jar: " + name);
      }
      return JsonMapper.shared().readValue(in, Profile.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
