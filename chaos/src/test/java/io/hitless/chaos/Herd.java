package io.hitless.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Many upgrades of one night at once, and what became of them.
final class Herd {
  private final Lab lab;
  private final Night night;
  private final List<Fleet.Switch> devices;
  private final Map<String, Wire> wires = new HashMap<>();

  private Herd(Lab lab, Night night, List<Fleet.Switch> devices) {
    this.lab = lab;
    this.night = night;
    this.devices = devices;
  }

  /// @param stem of the switches' names
  static Herd of(Lab lab, String stem, int count, Night night) {
    List<Fleet.Wanted> wanted = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      wanted.add(new Fleet.Wanted(stem + i, "c9500-svl-16.9", night.scenario()));
    }
    return new Herd(lab, night, lab.fleet().add(wanted));
  }

  Herd ordered() {
    devices.forEach(device -> lab.upgrade(device, Map.of()));
    return this;
  }

  /// Each switch behind a wire of its own.
  Herd orderedOverWires() throws IOException {
    for (Fleet.Switch device : devices) {
      Wire wire = new Wire(device.port());
      wires.put(device.name(), wire);
      lab.upgrade(device, wire.port(), Map.of());
    }
    return this;
  }

  Wire wire(String device) {
    return wires.get(device);
  }

  List<String> names() {
    return devices.stream().map(Fleet.Switch::name).toList();
  }

  /// How many have got this command.
  long told(String verb) {
    return names().stream().filter(name -> lab.judge().verbs(name).contains(verb)).count();
  }

  /// What is wrong with how they ended.
  List<String> complaints() {
    long slow = devices.stream().filter(device -> night.tooSlow(lab, device)).count();
    List<String> wrong =
        devices.stream().flatMap(device -> night.complaints(lab, device).stream()).toList();
    if (slow > 0) {
      System.out.println("ended by time alone (timer, deadline): " + slow);
    }
    if (wrong.isEmpty() && slow * 2 > devices.size()) {
      throw new Undecided(slow + " of " + devices.size() + " were ended by time alone");
    }
    return wrong;
  }
}
