package io.hitless.api.observe;

import java.util.Locale;

/// What a switch is asked, and of which class the command behind it is.
enum Question {
  SOFTWARE(CommandClass.SHOW),
  TOPOLOGY(CommandClass.SHOW),
  REDUNDANCY(CommandClass.SHOW),
  STANDBY(CommandClass.SHOW),
  BOOT(CommandClass.SHOW),
  ISSU(CommandClass.SHOW),
  INSTALL(CommandClass.SHOW),
  STORAGE(CommandClass.FILES),
  FILE(CommandClass.FILES),
  HASH(CommandClass.HASH),
  REDUNDANCY_LINK(CommandClass.SHOW),
  MEMBERS(CommandClass.SHOW),
  CONFIG_SYNC_FAILURES(CommandClass.SHOW),
  CONFIGURATION(CommandClass.SHOW),
  RUNNING_CONFIGURATION(CommandClass.CONFIGURATION),
  SWITCHOVER_HISTORY(CommandClass.SHOW),
  OPERATIONS(CommandClass.OPERATIONS),
  ISSU_HISTORY(CommandClass.SHOW),
  AUTHORIZATION(CommandClass.ACCOUNT),
  /// An operator's own, which is never parsed.
  CUSTOM(CommandClass.SHOW);

  private final CommandClass command;

  Question(CommandClass command) {
    this.command = command;
  }

  CommandClass command() {
    return command;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
