package io.hitless.device.sim;

/// `show romvar`.
final class ShowRomvar {
  private ShowRomvar() {}

  static String of(Chassis chassis) {
    Unit active = chassis.active();
    Profile profile = chassis.profile();
    String heading =
        profile.isStackWiseVirtual()
            ? "----------------------------------\nROMMON variables for Active Switch\n----------------------------------\n"
            : "ROMMON variables:\n";
    String manual = active.manualBoot() ? "yes" : "no";
    return profile.isStackWiseVirtual()
        ? heading
            + "BAUD=9600\nBOOT="
            + ShowVersion.bootFile(chassis, active)
            + ";\nMANUAL_BOOT="
            + manual
            + "\nMODEL_NUM="
            + profile.model()
            + "\nSWITCH_NUMBER="
            + active.number()
            + "\nSYSTEM_SERIAL_NUM="
            + active.serial()
            + "\n"
        : heading
            + " BAUD=\"9600\"\n BOOT=\""
            + ShowVersion.bootFile(chassis, active)
            + ";\"\n MANUAL_BOOT=\""
            + manual
            + "\"\n MODEL_NUM=\""
            + profile.model()
            + "\"\n SYSTEM_SERIAL_NUM=\""
            + active.serial()
            + "\"\n";
  }
}
