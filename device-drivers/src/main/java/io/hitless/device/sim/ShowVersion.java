package io.hitless.device.sim;

import java.util.Locale;

/// `show version`, of the active unit's point of view.
final class ShowVersion {
  private static final String LICENCE =
      """
      Cisco IOS-XE software, Copyright (c) 2005-{year} by cisco Systems, Inc.
      All rights reserved.  Certain components of Cisco IOS-XE software are
      licensed under the GNU General Public License ("GPL") Version 2.0.  The
      software code licensed under GPL Version 2.0 is free software that comes
      with ABSOLUTELY NO WARRANTY.  You can redistribute and/or modify such
      GPL code under the terms of GPL Version 2.0.  For more details, see the
      documentation or "License Notice" file accompanying the IOS-XE software,
      or the applicable URL provided on the flyer accompanying the IOS-XE
      software.


      """;

  private static final String LICENSES =
      """

      Technology Package License Information:\s

      ------------------------------------------------------------------------------
      Technology-package                                     Technology-package
      Current                        Type                       Next reboot \s
      ------------------------------------------------------------------------------
      network-advantage   \tSmart License                 \t network-advantage  \s
      dna-advantage       \tSubscription Smart License    \t dna-advantage                \s


      Smart Licensing Status: {status}

      """;

  private ShowVersion() {}

  static String of(Chassis chassis) {
    Release release = chassis.release();
    Unit active = chassis.active();
    Profile profile = chassis.profile();
    StringBuilder text = new StringBuilder();
    text.append("Cisco IOS XE Software, Version ").append(release.padded());
    text.append(chassis.smus().isEmpty() ? "\n" : " - SMU-PATCHED\n");
    text.append(image(profile, release));
    text.append("\n\n").append(LICENCE.replace("{year}", Integer.toString(release.year())));
    text.append("ROM: IOS-XE ROMMON\nBOOTLDR: System Bootstrap, Version ")
        .append(release.is17() ? "17.8.1r[FC1]" : "16.12.2r")
        .append(", RELEASE SOFTWARE (P)\n\n");
    text.append(chassis.hostname())
        .append(" uptime is ")
        .append(systemUptime(chassis))
        .append('\n');
    text.append("Uptime for this control processor is ")
        .append(chassis.clock().since(active.bootedAt()))
        .append('\n');
    text.append("System returned to ROM by ").append(active.reloadReason()).append('\n');
    text.append("System image file is \"").append(bootFile(chassis, active)).append("\"\n");
    text.append("Last reload reason: ").append(active.reloadReason()).append("\n\n\n");
    text.append(
        LICENSES.replace(
            "{status}",
            release.is17()
                ? "Registration Not Applicable/Not Applicable"
                : "UNREGISTERED/EVAL EXPIRED"));
    text.append(hardware(chassis, active));
    rows(chassis, text);
    text.append("\nConfiguration register is 0x102\n\n");
    return text.toString();
  }

  /// How long the system has been up, whichever unit carried it.
  static String systemUptime(Chassis chassis) {
    return chassis.clock().since(chassis.redundancy().systemUpSince());
  }

  static String image(Profile profile, Release release) {
    return "Cisco IOS Software ["
        + release.codename()
        + "], Catalyst L3 Switch Software ("
        + profile.softwareImage()
        + "), Version "
        + release.plain()
        + ", RELEASE SOFTWARE (fc"
        + (release.build() % 6 + 1)
        + ")\nTechnical Support: http://www.cisco.com/techsupport\nCopyright (c) 1986-"
        + release.year()
        + " by Cisco Systems, Inc.\nCompiled "
        + compiled(release)
        + " by mcpre\n";
  }

  private static String compiled(Release release) {
    String[] months = {"Jan", "Mar", "Jul", "Nov"};
    String[] days = {"Mon", "Tue", "Wed", "Thu", "Fri"};
    int build = release.build();
    return String.format(
        Locale.ROOT,
        "%s %02d-%s-%02d %02d:%02d",
        days[build % 5],
        build % 27 + 1,
        months[build % 4],
        release.year() % 100,
        build % 24,
        build % 60);
  }

  static String bootFile(Chassis chassis, Unit unit) {
    String filesystem = chassis.profile().filesystem();
    return unit.inBundleMode()
        ? filesystem + ImageCatalogue.image(chassis.profile(), unit.running().plain()).filename()
        : filesystem + "packages.conf";
  }

  private static String hardware(Chassis chassis, Unit active) {
    Profile profile = chassis.profile();
    StringBuilder text = new StringBuilder();
    text.append("cisco ").append(profile.chassis());
    text.append(profile.platform().equals("C3850") ? " (MIPS)" : " (X86)");
    text.append(" processor with 1338934K/6147K bytes of memory.\nProcessor board ID ")
        .append(serial(profile, chassis, active))
        .append("\n1 Virtual Ethernet interface\n");
    text.append(profile.ports() * 2).append(' ').append(spoken(profile)).append(" interfaces\n");
    text.append(
        "2048K bytes of non-volatile configuration memory.\n16777216K bytes of physical memory.\n");
    text.append("1638400K bytes of Crash Files at crashinfo:.\n");
    text.append(profile.flashBytes() / 1024)
        .append(
            profile.filesystem().startsWith("boot")
                ? "K bytes of Bootflash at "
                : "K bytes of Flash at ")
        .append(profile.filesystem())
        .append(".\n\n");
    board(active, serial(profile, chassis, active), profile, text);
    if (profile.isStackWiseVirtual() && !profile.modeRows()) {
      other(chassis, text);
    }
    return text.toString();
  }

  /// A switch tells its own number; a supervisor that of the chassis it sits in, whichever it is.
  private static String serial(Profile profile, Chassis chassis, Unit active) {
    return profile.isStackWiseVirtual()
        ? active.serial()
        : chassis.units().getFirst().serial().replace("FCW", "FXS");
  }

  private static void board(Unit unit, String serial, Profile profile, StringBuilder text) {
    text.append("Base Ethernet MAC Address          : ").append(colons(unit.mac())).append('\n');
    text.append("Motherboard Assembly Number        : 73-18139-02\n");
    text.append("Motherboard Serial Number          : ")
        .append(unit.serial().replace("FCW", "FOC"))
        .append('\n');
    text.append("Model Revision Number              : C0\n");
    text.append("Motherboard Revision Number        : A0\n");
    text.append("Model Number                       : ").append(profile.chassis()).append('\n');
    text.append("System Serial Number               : ").append(serial).append('\n');
  }

  private static void other(Chassis chassis, StringBuilder text) {
    if (chassis.standby().isPresent()) {
      Unit peer = chassis.peer();
      text.append(String.format(Locale.ROOT, "\nSwitch %02d\n---------\n", peer.number()));
      board(peer, peer.serial(), chassis.profile(), text);
    }
  }

  private static void rows(Chassis chassis, StringBuilder text) {
    Profile profile = chassis.profile();
    if (!profile.modeRows()) {
      return;
    }
    text.append(
        "\n\nSwitch Ports Model              SW Version        SW Image              Mode   \n");
    text.append(
        "------ ----- -----              ----------        ----------            ----   \n");
    for (Unit unit : chassis.units()) {
      if (unit != chassis.active() && chassis.standby().isEmpty()) {
        continue;
      }
      text.append(
          String.format(
              Locale.ROOT,
              "%s%5d %-5d %-18s %-17s %-21s %-7s\n",
              unit == chassis.active() ? "*" : " ",
              unit.number(),
              profile.ports(),
              profile.model(),
              unit.running().plain(),
              profile.softwareImage().replace("-UNIVERSALK9-M", "-UNIVERSALK9"),
              unit.inBundleMode() ? "BUNDLE" : "INSTALL"));
    }
    if (chassis.standby().isPresent()) {
      Unit peer = chassis.peer();
      text.append(String.format(Locale.ROOT, "\n\nSwitch %02d\n---------\n", peer.number()));
      text.append("Switch uptime                      : ")
          .append(chassis.clock().since(peer.bootedAt()))
          .append("\n\n");
      board(peer, peer.serial(), profile, text);
      text.append("Last reload reason                 : ").append(peer.reloadReason()).append('\n');
    }
  }

  private static String colons(String dotted) {
    String digits = dotted.replace(".", "");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits.length(); i += 2) {
      text.append(i == 0 ? "" : ":").append(digits, i, i + 2);
    }
    return text.toString();
  }

  static String spoken(Profile profile) {
    return switch (profile.portName()) {
      case "TenGigabitEthernet" -> "Ten Gigabit Ethernet";
      case "TwentyFiveGigE" -> "TwentyFive Gigabit Ethernet";
      default -> "Gigabit Ethernet";
    };
  }
}
