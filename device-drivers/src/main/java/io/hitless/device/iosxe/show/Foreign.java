package io.hitless.device.iosxe.show;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What else than a Catalyst may answer on port 22, told by how it introduces itself.
record Foreign(Pattern sign, String name) {
  private static final List<Foreign> KNOWN =
      List.of(
          of("Cisco IOS XR Software|IOS-XR", "a router on Cisco IOS XR"),
          of("Nexus Operating System|NX-OS", "a Cisco Nexus on NX-OS"),
          of("Adaptive Security Appliance|Firepower", "a Cisco firewall"),
          of("\\bJUNOS\\b|\\bJunos:|Juniper", "a Juniper device on Junos"),
          of("\\bArista\\b|\\bEOS\\b", "an Arista switch"),
          of("Huawei|\\bVRP \\(R\\)", "a Huawei device"),
          of("\\bHPE?\\b|ArubaOS|\\bComware\\b", "an HPE or Aruba device"),
          of("RouterOS|MikroTik", "a MikroTik device"),
          of("Linux version|GNU/Linux|command not found|: not found", "a Unix host"),
          of("Microsoft Windows|is not recognized as an internal", "a Windows host"));

  private static final Pattern IOS =
      Pattern.compile("Cisco (?:IOS|Internetwork Operating System) Software");

  static Optional<String> in(Printed printed) {
    for (Foreign foreign : KNOWN) {
      if (printed.says(foreign.sign())) {
        return Optional.of(foreign.name());
      }
    }
    return printed.says(IOS) ? Optional.of("a device on classic Cisco IOS") : Optional.empty();
  }

  private static Foreign of(String sign, String name) {
    return new Foreign(Pattern.compile(sign), name);
  }
}
