package io.hitless.device.iosxe;

import io.hitless.device.command.Phrase;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.RedundancyLink.Member;
import io.hitless.device.facts.RedundancyLink.Port;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.Storage;
import io.hitless.device.facts.Topology;
import io.hitless.device.facts.UnitBoot;
import io.hitless.device.iosxe.show.Dir;
import io.hitless.device.iosxe.show.Printed;
import io.hitless.device.iosxe.show.ShowBoot;
import io.hitless.device.iosxe.show.ShowDualActiveDetection;
import io.hitless.device.iosxe.show.ShowModule;
import io.hitless.device.iosxe.show.ShowRomvar;
import io.hitless.device.iosxe.show.ShowStackwiseVirtual;
import io.hitless.device.iosxe.show.ShowStackwiseVirtualLink;
import io.hitless.device.iosxe.show.ShowSwitch;
import io.hitless.device.iosxe.show.ShowVersionRunning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The questions whose form differs by platform and release, each with the forms to try.
final class Forms {
  private final Console console;

  Forms(Console console) {
    this.console = console;
  }

  /// Where `show version` names neither the booted image nor a mode, the list of running packages
  /// tells.
  Reading<Software> withBootedImage(Reading<Software> told) {
    Software software = told.value();
    if (software.systemImage().isPresent() || !software.units().isEmpty()) {
      return told;
    }
    Optional<Reading<ShowVersionRunning.Running>> running =
        console.tryAsking(Phrase.SHOW_VERSION_RUNNING.with()).map(ShowVersionRunning::parse);
    if (running.isEmpty()) {
      return told;
    }
    List<String> evidence = new ArrayList<>(told.evidence());
    evidence.addAll(running.get().evidence());
    return new Reading<>(
        told.command() + "; " + running.get().command(),
        new Software(
            software.hostname(),
            software.platform(),
            software.model(),
            software.version(),
            Optional.of(running.get().value().image()),
            software.uptime(),
            software.lastReload(),
            software.serials(),
            software.units()),
        evidence);
  }

  /// StackWise Virtual says so itself; without it a chassis is told by its supervisors and a fixed
  /// switch by its stack.
  Reading<Topology> topology(Software software) {
    boolean mayBeVirtual =
        switch (software.platform()) {
          case C3850, C9400, C9500, C9600 -> true;
          case C9200, C9300, OTHER -> false;
        };
    if (mayBeVirtual) {
      Optional<Reading<Boolean>> virtual =
          console.tryAsking(Phrase.SHOW_STACKWISE_VIRTUAL.with()).map(ShowStackwiseVirtual::parse);
      if (virtual.isPresent() && virtual.get().value()) {
        return topology(virtual.get(), Topology.STACKWISE_VIRTUAL);
      }
    }
    return switch (software.platform()) {
      case C9400, C9600 -> supervisors();
      case C3850, C9200, C9300, C9500 -> members();
      case OTHER -> new Reading<>("show version", Topology.STANDALONE, List.of());
    };
  }

  private Reading<Topology> supervisors() {
    Reading<List<ShowModule.Supervisor>> found =
        ShowModule.parse(console.ask(Phrase.SHOW_MODULE.with()));
    return topology(
        found, found.value().size() > 1 ? Topology.DUAL_SUPERVISOR : Topology.STANDALONE);
  }

  private Reading<Topology> members() {
    Optional<Printed> printed = console.tryAsking(Phrase.SHOW_SWITCH.with());
    if (printed.isEmpty()) {
      return new Reading<>("show switch", Topology.STANDALONE, List.of("% Invalid input"));
    }
    Reading<List<Member>> found = ShowSwitch.parse(printed.get());
    return topology(found, found.value().size() > 1 ? Topology.STACK : Topology.STANDALONE);
  }

  private static Reading<Topology> topology(Reading<?> from, Topology topology) {
    return new Reading<>(from.command(), topology, from.evidence());
  }

  /// Fixed switches answer `show boot system`, chassis `show boot`, and some releases only the
  /// other one.
  Reading<List<UnitBoot>> boot(Software software) {
    boolean fixed =
        switch (software.platform()) {
          case C3850, C9200, C9300, C9500 -> true;
          case C9400, C9600, OTHER -> false;
        };
    Optional<Printed> printed =
        console.tryAsking((fixed ? Phrase.SHOW_BOOT_SYSTEM : Phrase.SHOW_BOOT).with());
    if (printed.isEmpty()) {
      printed = console.tryAsking((fixed ? Phrase.SHOW_BOOT : Phrase.SHOW_BOOT_SYSTEM).with());
    }
    return printed
        .map(ShowBoot::parse)
        .orElseGet(() -> ShowRomvar.parse(console.ask(Phrase.SHOW_ROMVAR.with())));
  }

  /// The standby's flash has the active's name behind `stby-`; on a pair of switches it may only be
  /// reachable by its number (`flash-2:`).
  Reading<List<Storage>> storage(Software software) {
    String mine = fileSystem(software);
    Reading<Storage> active =
        Dir.space(listing(mine).orElseGet(() -> console.ask(Phrase.DIR_ALL.with(mine))), mine);
    List<Storage> found = new ArrayList<>(List.of(active.value()));
    List<String> evidence = new ArrayList<>(active.evidence());
    String command = active.command();
    for (String name : standbyNames(software, mine)) {
      Optional<Printed> listed =
          listing(name).or(() -> console.tryAsking(Phrase.DIR_ALL.with(name)));
      if (listed.isPresent() && !Dir.noSuchFileSystem(listed.get())) {
        Reading<Storage> peer = Dir.space(listed.get(), name);
        found.add(peer.value());
        evidence.addAll(peer.evidence());
        command += "; " + peer.command();
        break;
      }
      listed.ifPresent(printed -> evidence.addAll(printed.lines()));
    }
    return new Reading<>(command, List.copyOf(found), evidence);
  }

  private static List<String> standbyNames(Software software, String mine) {
    List<String> names = new ArrayList<>(List.of("stby-" + mine));
    if (software.units().size() == 2) {
      software.units().stream()
          .filter(unit -> !unit.active())
          .forEach(unit -> names.add(mine.replace(":", "-" + unit.name() + ":")));
    }
    return names;
  }

  /// @return empty where the filter is not known, or shows no total: it hides why
  private Optional<Printed> listing(String fileSystem) {
    return console.tryAsking(Phrase.DIR_SPACE.with(fileSystem)).filter(Dir::saysSpace);
  }

  /// Where the device boots from; `bootflash:` is what chassis call it when `show version` does not
  /// say.
  private static String fileSystem(Software software) {
    return software
        .fileSystem()
        .filter(name -> name.equals("flash:") || name.equals("bootflash:"))
        .orElse(
            switch (software.platform()) {
              case C3850, C9200, C9300, C9500, OTHER -> "flash:";
              case C9400, C9600 -> "bootflash:";
            });
  }

  /// Where the device does not state whether it is in recovery it is not: its prompt would say so,
  /// and no session stands behind such a prompt.
  Reading<RedundancyLink> redundancyLink() {
    Reading<List<Member>> members = ShowSwitch.parse(console.ask(Phrase.SHOW_SWITCH.with()));
    Printed linked = console.ask(Phrase.SHOW_STACKWISE_VIRTUAL_LINK.with());
    Reading<List<Port>> ports = ShowStackwiseVirtualLink.parse(linked);
    Reading<ShowDualActiveDetection.Detection> detection =
        ShowDualActiveDetection.parse(console.ask(Phrase.SHOW_STACKWISE_VIRTUAL_DETECTION.with()));
    long sides = ports.value().stream().map(Port::unit).distinct().count();
    if (sides == 1 && members.value().size() > 1) {
      throw linked.refused("lists the ports of one switch only");
    }
    List<String> evidence = new ArrayList<>(members.evidence());
    evidence.addAll(ports.evidence());
    evidence.addAll(detection.evidence());
    return new Reading<>(
        String.join("; ", members.command(), ports.command(), detection.command()),
        new RedundancyLink(
            members.value(),
            ports.value(),
            detection.value().recovery() == ShowDualActiveDetection.Recovery.YES,
            detection.value().detectors()),
        evidence);
  }
}
