package io.hitless.device.sim;

/// `show mac address-table count`.
final class ShowMacCount {
  private ShowMacCount() {}

  static String of(Chassis chassis) {
    return """

    Mac Entries for Vlan 1:
    ---------------------------
    Dynamic Address Count  : 182
    Static  Address Count  : 1
    Total Mac Addresses    : 183

    Total Dynamic Address Count  : 182
    Total Static  Address Count  : 1
    Total Mac Address In Use     : 183

    Total Mac Address Space Available: 32585
    """;
  }
}
