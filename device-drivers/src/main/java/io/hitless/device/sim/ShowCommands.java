package io.hitless.device.sim;

import static io.hitless.device.sim.Command.doing;
import static io.hitless.device.sim.Command.reading;

import java.util.stream.Stream;

/// The list of what can be shown, by platform and release.
final class ShowCommands {
  private ShowCommands() {}

  static Stream<Command> open(Profile profile, Release release) {
    Stream<Command> everywhere =
        Stream.of(
            reading("show version", ShowVersion::of),
            reading("show version running", ShowVersionRunning::of),
            reading("show redundancy", ShowRedundancy::of),
            reading("show redundancy states", ShowRedundancyStates::of),
            reading("show redundancy switchover history", ShowSwitchoverHistory::of),
            reading("show redundancy config-sync failures mcl", ShowConfigSync::mcl),
            reading("show redundancy config-sync failures bem", ShowConfigSync::bem),
            reading("show redundancy config-sync failures prc", ShowConfigSync::prc),
            reading("show boot", ShowBoot::of),
            reading("show romvar", ShowRomvar::of),
            reading("show clock", chassis -> chassis.clock().shown() + "\n"),
            doing("show users", ShowUsers::to),
            doing("show privilege", ShowUsers::privilege),
            reading("show inventory", ShowInventory::of),
            reading("show interfaces status", ShowPorts::status),
            reading("show ip interface brief", ShowPorts::brief),
            reading("show cdp neighbors", ShowNeighbours::of),
            reading("show etherchannel summary", ShowEtherchannel::of),
            reading("show ip route summary", ShowRoutes::of),
            reading("show mac address-table count", ShowMacCount::of),
            reading("show spanning-tree root", ShowSpanningTree::of),
            reading(
                "show platform software status control-processor brief", ShowControlProcessor::of));
    Stream<Command> stackWise =
        Stream.of(
            reading("show switch", ShowSwitch::of),
            reading("show stackwise-virtual", ShowStackWise::configuration),
            reading("show stackwise-virtual link", ShowStackWise::link),
            reading("show stackwise-virtual dual-active-detection", ShowStackWise::detection));
    Stream<Command> some = everywhere;
    if (profile.isStackWiseVirtual()) {
      some = Stream.concat(some, stackWise);
    }
    if (!profile.platform().equals("C3850")) {
      some = Stream.concat(some, Stream.of(reading("show module", ShowModule::of)));
    }
    if (profile.isStackWiseVirtual() || release.is17()) {
      some = Stream.concat(some, Stream.of(reading("show boot system", ShowBoot::of)));
    }
    return some;
  }

  static Stream<Command> privileged(Profile profile, Release release) {
    Stream<Command> everywhere =
        Stream.of(
            reading("show issu state detail", ShowIssuState::of),
            reading("show install summary", ShowInstall::summary),
            reading("show install active", ShowInstall::active),
            reading("show install inactive", ShowInstall::inactive),
            reading("show install committed", ShowInstall::committed),
            reading("show install uncommitted", ShowInstall::uncommitted),
            reading("show install rollback", ShowInstall::rollback),
            reading("show logging", ShowLogging::of),
            reading("show running-config", ShowConfiguration::running),
            reading("show startup-config", ShowConfiguration::startup),
            reading("show archive config differences", ShowConfiguration::differences),
            reading(
                "show archive config differences nvram:startup-config system:running-config",
                ShowConfiguration::differences));
    String where =
        switch (profile.wording()) {
          case SWITCH -> "switch active r0";
          case CHASSIS -> "chassis active r0";
          case RP -> "r0";
        };
    everywhere =
        Stream.concat(
            everywhere,
            Stream.of(
                reading(
                    "show platform software install-manager "
                        + where
                        + " operation history summary",
                    ShowInstall::operations)));
    return release.atLeast(16, 10, 1)
        ? Stream.concat(
            everywhere, Stream.of(reading("show install issu history", ShowInstall::history)))
        : everywhere;
  }
}
