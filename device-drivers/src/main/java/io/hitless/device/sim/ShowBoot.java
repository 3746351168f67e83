package io.hitless.device.sim;

/// `show boot` and `show boot system`: blocks per switch on StackWise Virtual of 16.x, lists of
/// variables elsewhere.
final class ShowBoot {
  private ShowBoot() {}

  static String of(Chassis chassis) {
    return chassis.profile().isStackWiseVirtual() && !chassis.is17()
        ? blocks(chassis)
        : variables(chassis);
  }

  private static String blocks(Chassis chassis) {
    StringBuilder text = new StringBuilder();
    for (Unit unit : chassis.units()) {
      if (unit != chassis.active() && chassis.standby().isEmpty()) {
        continue;
      }
      String boot = ShowVersion.bootFile(chassis, unit) + ";";
      text.append("---------------------------\nSwitch ").append(unit.number());
      text.append("\n---------------------------\nCurrent Boot Variables:\nBOOT variable = ")
          .append(boot);
      text.append("\n\nBoot Variables on next reload:\nBOOT variable = ").append(boot);
      text.append("\nManual Boot = ").append(unit.manualBoot() ? "yes" : "no");
      text.append("\nEnable Break = no\nBoot Mode = DEVICE\niPXE Timeout = 0\n");
    }
    return text.toString();
  }

  private static String variables(Chassis chassis) {
    StringBuilder text = new StringBuilder();
    unit(chassis, chassis.active(), "", text);
    text.append('\n');
    if (chassis.standby().isPresent()) {
      unit(chassis, chassis.peer(), "Standby ", text);
    } else {
      text.append("Standby not ready to show bootvar\n");
    }
    return text.append('\n').toString();
  }

  private static void unit(Chassis chassis, Unit unit, String whose, StringBuilder text) {
    text.append(whose)
        .append("BOOT variable = ")
        .append(ShowVersion.bootFile(chassis, unit))
        .append(";\n");
    if (!chassis.is17()) {
      text.append(whose).append("Configuration Register is 0x102\n");
    }
    text.append(whose)
        .append("MANUAL_BOOT variable ")
        .append(unit.manualBoot() ? "= yes" : manual(chassis))
        .append('\n');
    text.append(whose).append("BAUD variable = 9600\n");
    text.append(whose).append("ENABLE_BREAK variable does not exist\n");
    text.append(whose).append("BOOTMODE variable does not exist\n");
    text.append(whose).append("IPXE_TIMEOUT variable does not exist\n");
    text.append(whose).append("CONFIG_FILE variable = \n");
  }

  private static String manual(Chassis chassis) {
    return chassis.profile().platform().equals("C9600") ? "does not exist" : "= no";
  }
}
