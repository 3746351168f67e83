package io.hitless.device.command;

import static io.hitless.device.command.Phrase.Effect.CHANGES;
import static io.hitless.device.command.Phrase.Effect.CONFIGURES;
import static io.hitless.device.command.Phrase.Effect.READS;
import static io.hitless.device.command.Phrase.Effect.SESSION;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every command that the service can ever send to a switch, with the slots that values of others
/// may fill. `docs/commands.md` is written from this list; what is not on it cannot be sent.
public enum Phrase {
  TERMINAL_LENGTH("terminal length 0", SESSION, "at login: no pager"),
  TERMINAL_WIDTH("terminal width 511", SESSION, "at login: no wrapping"),
  TERMINAL_NO_MONITOR("terminal no monitor", SESSION, "at login: no log lines"),
  SHOW_PRIVILEGE("show privilege", SESSION, "at login: the level of the account"),
  ENABLE("enable", SESSION, "at login, where the account lands below privilege 15"),

  SHOW_VERSION("show version", READS, "at each look: release, model, mode, uptime"),
  SHOW_VERSION_RUNNING("show version running", READS, "where `show version` names no booted image"),
  SHOW_STACKWISE_VIRTUAL("show stackwise-virtual", READS, "at each look: how the units belong"),
  SHOW_STACKWISE_VIRTUAL_LINK(
      "show stackwise-virtual link", READS, "on StackWise Virtual: the links between the units"),
  SHOW_STACKWISE_VIRTUAL_DETECTION(
      "show stackwise-virtual dual-active-detection", READS, "on StackWise Virtual: split pairs"),
  SHOW_MODULE("show module", READS, "on a chassis: its supervisors"),
  SHOW_SWITCH("show switch", READS, "on fixed switches: the members"),
  SHOW_BOOT_SYSTEM("show boot system", READS, "readiness: what is booted, and by whom"),
  SHOW_BOOT("show boot", READS, "the same on a chassis and on some releases"),
  SHOW_ROMVAR("show romvar", READS, "the same where neither is known"),
  DIR_SPACE("dir <flash> | include free", READS, "readiness: room on each unit"),
  DIR_ALL("dir <flash>", READS, "the same where that shows no total: whole, or why not"),
  DIR_FILE("dir <image>", READS, "readiness and staging: whether the image is there"),
  VERIFY("verify /<hash> <image>", READS, "readiness and staging: whether the image is whole"),
  SHOW_REDUNDANCY("show redundancy", READS, "at each look: SSO and both units"),
  SHOW_REDUNDANCY_STATES("show redundancy states", READS, "at each look: how far the standby is"),
  SHOW_SWITCHOVERS("show redundancy switchover history", READS, "readiness and after doubt"),
  SHOW_CONFIG_SYNC(
      "show redundancy config-sync failures mcl", READS, "readiness: lines that a standby refuses"),
  SHOW_ISSU_STATE("show issu state detail", READS, "at each look: where the upgrade is"),
  SHOW_INSTALL_SUMMARY("show install summary", READS, "at each look: what is installed where"),
  SHOW_ISSU_HISTORY("show install issu history", READS, "where an upgrade ended unseen"),
  SHOW_CONFIGURATION_REMARKS(
      "show running-config | include config", READS, "whether it is saved: its first remarks"),
  SHOW_CONFIGURATION(
      "show running-config", READS, "before and after an upgrade: what became of it"),
  SHOW_COMMAND_AUTHORIZATION(
      "show running-config | include ^aaa authorization commands",
      READS,
      "authorization check: whether an AAA server decides"),
  SHOW_INTERFACES("show ip interface brief", READS, "before and after: interfaces that are up"),
  SHOW_NEIGHBORS("show cdp neighbors", READS, "before and after: neighbours"),
  SHOW_ETHERCHANNELS("show etherchannel summary", READS, "before and after: port channels"),
  SHOW_ROUTES("show ip route summary", READS, "before and after: number of routes"),
  SHOW_MAC_COUNT("show mac address-table count", READS, "before and after: number of addresses"),
  SHOW_SPANNING_TREE("show spanning-tree root", READS, "before and after: roots"),
  CUSTOM_CHECK("<question>", READS, "a site's own check (`HITLESS_CUSTOM_CHECKS`)"),

  WRITE_MEMORY("write memory", CHANGES, "before an install command that wants it saved"),
  COPY("copy <url> <image>", CHANGES, "staging an image with the source `PULL`"),
  COPY_VRF("copy <url> <image> vrf <vrf>", CHANGES, "the same through a routing table"),
  SCP("scp -t <image>", CHANGES, "staging an image with the source `PUSH`"),
  DELETE("delete <image>", CHANGES, "a copy of ours whose hash is wrong, to copy it again"),
  INSTALL_ADD("install add file <image>", CHANGES, "adding"),
  INSTALL_ACTIVATE("install activate issu", CHANGES, "activating, with the device's own timer"),
  INSTALL_ACTIVATE_TIMER(
      "install activate issu auto-abort-timer <minutes>",
      CHANGES,
      "activating, with a given timer"),
  INSTALL_COMMIT("install commit", CHANGES, "committing"),
  INSTALL_ABORT("install abort issu", CHANGES, "rolling back an upgrade that this job began"),
  INSTALL_REMOVE("install remove inactive", CHANGES, "clearing after a rollback or a failed add"),
  INSTALL_ONE_STEP(
      "install add file <image> activate issu commit", CHANGES, "the workflow `ONE_STEP`"),
  CONFIGURE("configure terminal", CONFIGURES, "around `clear install state` only"),
  SERVICE_INTERNAL("service internal", CONFIGURES, "before `clear install state` only"),
  NO_SERVICE_INTERNAL("no service internal", CONFIGURES, "after `clear install state` only"),
  END("end", CONFIGURES, "leaves the configuration"),
  CLEAR_INSTALL_STATE(
      "clear install state", CHANGES, "only by an operator's `clear` with `INSTALL_STATE`");

  /// What a phrase does.
  public enum Effect {
    /// Concerns our own terminal line.
    SESSION,
    READS,
    /// Changes files, software or the saved configuration.
    CHANGES,
    /// Part of the only lines that are ever configured.
    CONFIGURES
  }

  private static final Pattern MARK = Pattern.compile("<([a-z]+)>");

  private final String form;
  private final Effect effect;
  private final String when;

  Phrase(String form, Effect effect, String when) {
    this.form = form;
    this.effect = effect;
    this.when = when;
  }

  /// The command with `values` in its slots, in the order of the slots.
  ///
  /// @throws IllegalArgumentException when a value breaks its slot's grammar
  public Command with(String... values) {
    List<Slot> slots = slots();
    if (slots.size() != values.length) {
      throw new IllegalArgumentException(this + " takes " + slots.size() + " values");
    }
    StringBuilder text = new StringBuilder();
    Matcher mark = MARK.matcher(form);
    for (int i = 0; mark.find(); i++) {
      mark.appendReplacement(text, Matcher.quoteReplacement(slots.get(i).checked(values[i])));
    }
    return new Command(this, mark.appendTail(text).toString());
  }

  public List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    Matcher mark = MARK.matcher(form);
    while (mark.find()) {
      slots.add(Slot.valueOf(mark.group(1).toUpperCase(Locale.ROOT)));
    }
    return slots;
  }

  /// As people write it, slots in angle brackets.
  public String form() {
    return form;
  }

  public Effect effect() {
    return effect;
  }

  /// When it is sent, for people.
  public String when() {
    return when;
  }
}
