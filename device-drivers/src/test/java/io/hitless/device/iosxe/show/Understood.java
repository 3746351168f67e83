package io.hitless.device.iosxe.show;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.FileHash;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// What we understand, by the name of a folder of outputs: the parser that reads such an output
/// into a fact.
final class Understood {
  private static final Map<String, BiFunction<String, String, Object>> PARSERS = new TreeMap<>();

  static {
    PARSERS.put("show-version", (typed, text) -> ShowVersion.parse(printed("show version", text)));
    PARSERS.put(
        "show-version-running",
        (typed, text) -> ShowVersionRunning.parse(printed("show version running", text)));
    PARSERS.put(
        "show-redundancy", (typed, text) -> ShowRedundancy.parse(printed("show redundancy", text)));
    PARSERS.put(
        "show-redundancy-states",
        (typed, text) -> ShowRedundancyStates.parse(printed("show redundancy states", text)));
    PARSERS.put(
        "show-redundancy-switchover-history",
        (typed, text) ->
            ShowRedundancySwitchoverHistory.parse(
                printed("show redundancy switchover history", text)));
    PARSERS.put(
        "show-redundancy-config-sync-failures-mcl",
        (typed, text) ->
            ShowConfigSyncFailures.parse(
                printed("show redundancy config-sync failures mcl", text)));
    PARSERS.put("show-boot", (typed, text) -> ShowBoot.parse(printed("show boot", text)));
    PARSERS.put("show-romvar", (typed, text) -> ShowRomvar.parse(printed("show romvar", text)));
    PARSERS.put(
        "show-issu-state-detail",
        (typed, text) -> ShowIssuStateDetail.parse(printed("show issu state detail", text)));
    PARSERS.put(
        "show-install-summary",
        (typed, text) -> ShowInstallSummary.parse(printed("show install summary", text)));
    PARSERS.put("show-switch", (typed, text) -> ShowSwitch.parse(printed("show switch", text)));
    PARSERS.put(
        "show-stackwise-virtual",
        (typed, text) -> ShowStackwiseVirtual.parse(printed("show stackwise-virtual", text)));
    PARSERS.put(
        "show-stackwise-virtual-link",
        (typed, text) ->
            ShowStackwiseVirtualLink.parse(printed("show stackwise-virtual link", text)));
    PARSERS.put(
        "show-dual-active-detection",
        (typed, text) ->
            ShowDualActiveDetection.parse(
                printed("show stackwise-virtual dual-active-detection", text)));
    PARSERS.put("show-module", (typed, text) -> ShowModule.parse(printed("show module", text)));
    PARSERS.put("dir-space", (typed, text) -> Dir.space(printed("dir flash:", text), "flash:"));
    PARSERS.put("dir-file", (typed, text) -> Dir.file(printed(typed, text), lastWord(typed)));
    PARSERS.put("verify", (typed, text) -> verify(typed, text));
    PARSERS.put(
        "show-running-config-remarks",
        (typed, text) ->
            ShowRunningConfig.remarks(printed("show running-config | include config", text)));
    PARSERS.put(
        "show-running-config",
        (typed, text) -> ShowRunningConfig.whole(printed("show running-config", text)));
    PARSERS.put(
        "show-ip-interface-brief",
        (typed, text) -> ShowIpInterfaceBrief.parse(printed("show ip interface brief", text)));
    PARSERS.put(
        "show-cdp-neighbors",
        (typed, text) -> ShowCdpNeighbors.parse(printed("show cdp neighbors", text)));
    PARSERS.put(
        "show-etherchannel-summary",
        (typed, text) -> ShowEtherchannelSummary.parse(printed("show etherchannel summary", text)));
    PARSERS.put(
        "show-ip-route-summary",
        (typed, text) -> ShowIpRouteSummary.parse(printed("show ip route summary", text)));
    PARSERS.put(
        "show-mac-address-table-count",
        (typed, text) ->
            ShowMacAddressTableCount.parse(printed("show mac address-table count", text)));
    PARSERS.put(
        "show-spanning-tree-root",
        (typed, text) -> ShowSpanningTreeRoot.parse(printed("show spanning-tree root", text)));
    PARSERS.put(
        "show-install-issu-history",
        (typed, text) -> ShowInstallIssuHistory.parse(printed("show install issu history", text)));
    PARSERS.put("show-clock", (typed, text) -> ShowClock.parse(printed("show clock", text)));
    PARSERS.put("install-transcript", (typed, text) -> transcript(printed(typed, text)));
    PARSERS.put(
        "file-transcript",
        (typed, text) ->
            typed.startsWith("copy")
                ? FileTranscript.copied(afterEcho(text))
                : typed.startsWith("delete")
                    ? FileTranscript.deleted(afterEcho(text))
                    : FileTranscript.saved(afterEcho(text)));
  }

  private Understood() {}

  static Map<String, BiFunction<String, String, Object>> all() {
    return PARSERS;
  }

  /// The fact, or the refusal; any other exception is a bug.
  static Object read(String folder, String text) {
    return read(folder, typed(text), text);
  }

  /// @param typed the command, whatever became of its echo
  static Object read(String folder, String typed, String text) {
    try {
      return PARSERS.get(folder).apply(typed, text);
    } catch (DeviceException.UnrecognisedOutput | DeviceException.Silent refused) {
      return refused;
    }
  }

  private static Object verify(String command, String text) {
    FileHash.Algorithm algorithm =
        command.contains("sha512") ? FileHash.Algorithm.SHA512 : FileHash.Algorithm.MD5;
    return Verify.parse(printed(command, text), lastWord(command), algorithm);
  }

  private static Object transcript(Printed printed) {
    return InstallTranscript.reply(printed.command(), printed.lines(), printed.logLines());
  }

  private static Printed printed(String command, String text) {
    return Printed.of(command, text);
  }

  /// The command on the echo line of a recorded output.
  static String typed(String text) {
    String line = text.lines().filter(any -> !any.isBlank()).findFirst().orElse("");
    return line.substring(Math.max(line.indexOf('#'), line.indexOf('>')) + 1).strip();
  }

  private static java.util.List<String> afterEcho(String text) {
    return text.lines().filter(any -> !any.isBlank()).skip(1).toList();
  }

  private static String lastWord(String command) {
    return command.substring(command.lastIndexOf(' ') + 1);
  }
}
