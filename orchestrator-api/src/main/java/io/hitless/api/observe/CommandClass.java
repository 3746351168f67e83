package io.hitless.api.observe;

import io.hitless.device.Change;
import java.util.Locale;

/// What kind of thing a device is asked or told: commands of one class take about as long.
enum CommandClass {
  SHOW,
  FILES,
  HASH,
  CONFIGURATION,
  OPERATIONS,
  ACCOUNT,
  SAVE,
  COPY,
  DELETE,
  ADD,
  ACTIVATE,
  COMMIT,
  ABORT,
  REMOVE,
  INSTALL,
  CLEAR;

  static CommandClass of(Change change) {
    return switch (change) {
      case Change.SaveConfiguration _ -> SAVE;
      case Change.Copy _, Change.Push _ -> COPY;
      case Change.DeleteFile _ -> DELETE;
      case Change.AddImage _ -> ADD;
      case Change.Activate _ -> ACTIVATE;
      case Change.Commit _ -> COMMIT;
      case Change.Abort _ -> ABORT;
      case Change.RemoveInactive _ -> REMOVE;
      case Change.InstallInOneStep _ -> INSTALL;
      case Change.ClearInstallState _ -> CLEAR;
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
