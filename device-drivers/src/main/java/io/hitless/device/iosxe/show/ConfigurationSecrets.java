package io.hitless.device.iosxe.show;

import io.hitless.device.StruckText;
import java.util.List;
import java.util.regex.Pattern;

/// Strikes out of a configuration what nobody who may read a report should read: passwords and
/// their hashes, keys, communities, certificates. What a line is about stays legible, so that two
/// configurations can be compared line by line.
///
/// A word that names a secret strikes everything behind it on its line, save the type number that
/// Cisco prints between; better a word too many than one too few.
final class ConfigurationSecrets {
  private static final String STRUCK = StruckText.STRUCK;

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(?<=^|\\s)([a-z-]{0,40}(?:password|passwd|secret|passphrase|community|-key|-psk|-string)|key|psk|token|credential|auth-pass|md5|sha|priv|text|standby \\d{1,4} authentication)((?: (?:encrypted|hidden))?(?: [0-9])?) \\S.*$");

  /// `key chain NAME`, `key 1` and the like name no secret; neither do users of the word elsewhere.
  private static final Pattern NO_SECRET =
      Pattern.compile(
          "(?i)\\s*(?:key chain \\S+|key \\d{1,10}|key config-key .*|service password-\\S+|no .*|security passwords .*|ip ssh .*|crypto key .*|aaa .*|ntp trusted-key .*|(?:ip )?ospf message-digest|.*\\bsnmp-server enable .*)\\s*");

  /// `snmp-server host 192.0.2.1 version 2c COMMUNITY` and `snmp-server host 192.0.2.1 COMMUNITY`.
  private static final Pattern SNMP_HOST =
      Pattern.compile("(?i)^(\\s*snmp-server host \\S+)(?: vrf \\S+)? .*$");

  private static final Pattern SNMP_USER =
      Pattern.compile("(?i)^(\\s*snmp-server user \\S+ \\S+) .*$");
  private static final Pattern HEX = Pattern.compile("\\s+(?:[0-9A-F]{8}\\s+){1,32}[0-9A-F]{0,8}");
  private static final Pattern URL_LOGIN =
      Pattern.compile("(?i)(://[^:/@\\s]{1,80}):[^@\\s]{1,200}@");

  private ConfigurationSecrets() {}

  static List<String> struck(List<String> lines) {
    return lines.stream().map(ConfigurationSecrets::struck).toList();
  }

  static String struck(String line) {
    if (HEX.matcher(line).matches()) {
      return "  " + STRUCK;
    }
    String shown = URL_LOGIN.matcher(line).replaceAll("$1:" + STRUCK + "@");
    shown = SNMP_HOST.matcher(shown).replaceFirst("$1 " + STRUCK);
    shown = SNMP_USER.matcher(shown).replaceFirst("$1 " + STRUCK);
    return NO_SECRET.matcher(shown).matches()
        ? shown
        : NAMED.matcher(shown).replaceFirst("$1$2 " + STRUCK);
  }
}
