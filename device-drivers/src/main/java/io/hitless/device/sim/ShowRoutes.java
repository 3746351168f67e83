package io.hitless.device.sim;

/// `show ip route summary`.
final class ShowRoutes {
  private ShowRoutes() {}

  static String of(Chassis chassis) {
    return """
    IP routing table name is default (0x0)
    IP routing table maximum-paths is 32
    Route Source    Networks    Subnets     Replicates  Overhead    Memory (bytes)
    application     0           0           0           0           0
    connected       0           2           0           192         624
    static          1           0           0           96          312
    ospf 1          3           214         0           20832       67704
    Total           4           216         0           21120       68640
    """;
  }
}
