package io.hitless.device.sim;

/// `show spanning-tree root`.
final class ShowSpanningTree {
  private ShowSpanningTree() {}

  static String of(Chassis chassis) {
    String mac = chassis.units().getFirst().mac();
    return """

                                            Root    Hello Max Fwd
    Vlan                   Root ID          Cost    Time  Age Dly  Root Port
    ---------------- -------------------- --------- ----- --- ---  ------------
    """
        + "VLAN0001         32769 "
        + mac
        + "         0    2   20  15\nVLAN0010         32778 "
        + mac
        + "         0    2   20  15\n";
  }
}
