package io.hitless.readiness;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.Redundancy.Processor;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceFacts.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// What is kept of a device in its row, from what it says in several places.
public final class FactsReader {
  private FactsReader() {}

  /// Needs what runs and how the units belong together; makes do without the rest.
  ///
  /// @throws DeviceException when either of the two is not to be had
  public static DeviceFacts read(Readings readings, Instant at) {
    Software software = readings.software().value();
    Optional<Redundancy> redundancy = ifAnswered(readings::redundancy);
    List<Unit> units =
        software.units().isEmpty()
            ? processors(software, redundancy, ifAnswered(readings::install), List.of())
            : switches(software, redundancy);
    return new DeviceFacts(
        software.platform(),
        software.model(),
        readings.topology().value(),
        software.hostname(),
        software.fileSystem(),
        software.serials(),
        units,
        at);
  }

  /// What is kept while an upgrade goes on. A unit that is away keeps its row, with the word that
  /// redundancy has for it and an unknown release.
  public static DeviceFacts midway(
      DeviceFacts before,
      Software software,
      Redundancy redundancy,
      InstallSummary install,
      Instant at) {
    List<Unit> present =
        software.units().isEmpty()
            ? processors(
                software,
                Optional.of(redundancy),
                Optional.of(install),
                before.units().stream().map(Unit::name).sorted().toList())
            : switches(software, Optional.of(redundancy));
    List<Unit> units = new ArrayList<>(present);
    if (!software.units().isEmpty()) {
      String away = redundancy.peer().map(FactsReader::role).orElse("DISABLED");
      before.units().stream()
          .filter(unit -> present.stream().noneMatch(here -> here.name().equals(unit.name())))
          .forEach(unit -> units.add(new Unit(unit.name(), away, "unknown", BootMode.UNSTATED)));
      units.sort(Comparator.comparing(Unit::name));
    }
    return new DeviceFacts(
        before.platform(),
        before.model(),
        before.topology(),
        software.hostname(),
        before.fileSystem(),
        before.serials(),
        units,
        at);
  }

  private static <T> Optional<T> ifAnswered(Supplier<Reading<T>> question) {
    try {
      return Optional.of(question.get().value());
    } catch (DeviceException e) {
      return Optional.empty();
    }
  }

  /// From the table of switches, which tells everything but who is the standby.
  private static List<Unit> switches(Software software, Optional<Redundancy> redundancy) {
    Optional<Processor> peer = redundancy.flatMap(Redundancy::peer);
    boolean pair = software.units().size() == Subject.UNITS;
    return software.units().stream()
        .map(unit -> {
          boolean standby =
              pair || peer.map(p -> number(p.location())).equals(Optional.of(unit.name()));
          String role =
              unit.active()
                  ? "ACTIVE"
                  : peer.filter(p -> standby).map(FactsReader::role).orElse("MEMBER");
          return new Unit(unit.name(), role, unit.version().release(), unit.mode());
        })
        .toList();
  }

  /// From redundancy, which knows supervisors by their slot; the install database has the names
  /// that install commands use (`R0`), in the order of the slots.
  ///
  /// @param before names that stand in while the database knows only one of them
  private static List<Unit> processors(
      Software software,
      Optional<Redundancy> redundancy,
      Optional<InstallSummary> install,
      List<String> before) {
    BootMode active = software.systemImage().map(BootModes::of).orElse(BootMode.UNSTATED);
    if (redundancy.isEmpty()) {
      return List.of(new Unit("active", "ACTIVE", software.version().release(), active));
    }
    List<Processor> all = new ArrayList<>(List.of(redundancy.get().active()));
    redundancy.get().peer().ifPresent(all::add);
    List<Processor> bySlot =
        all.stream().sorted(Comparator.comparingInt(p -> slot(p.location()))).toList();
    List<String> listed =
        install.map(InstallSummary::locations).orElseGet(List::of).stream()
            .map(name -> name.replaceFirst("/R\\d+$", ""))
            .sorted()
            .toList();
    List<String> names = listed.size() == all.size() ? listed : before;
    return all.stream()
        .map(processor -> {
          boolean first = processor.equals(all.getFirst());
          String version =
              first
                  ? software.version().release()
                  : processor.version().map(SoftwareVersion::release).orElse("unknown");
          return new Unit(
              names.size() == all.size()
                  ? names.get(bySlot.indexOf(processor))
                  : processor.location(),
              first ? "ACTIVE" : role(processor),
              version,
              first ? active : bootMode(processor));
        })
        .toList();
  }

  private static BootMode bootMode(Processor processor) {
    return processor
        .boot()
        .map(boot -> BootModes.of(boot.split(";", 2)[0]))
        .orElse(BootMode.UNSTATED);
  }

  private static String role(Processor peer) {
    String state = peer.state().toUpperCase(Locale.ROOT);
    return state.startsWith("STANDBY") ? "STANDBY" : state.strip();
  }

  private static String number(String location) {
    return location.replaceAll("\\D", "");
  }

  private static int slot(String location) {
    String number = number(location);
    return number.isEmpty() || number.length() > 4 ? 0 : Integer.parseInt(number);
  }
}
