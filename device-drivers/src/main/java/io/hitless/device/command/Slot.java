package io.hitless.device.command;

import io.hitless.device.CommandText;
import io.hitless.device.ShowCommand;
import java.util.Locale;

/// A place in a phrase for a value, with the strict grammar of what may stand there.
public enum Slot {
  /// An image on a flash file system.
  IMAGE("flash:cat9k_iosxe.17.09.05.SPA.bin", "[a-z0-9-]+:/?[A-Za-z0-9._+-]+\\.bin"),
  /// A flash file system.
  FLASH("flash:", "[a-z0-9-]+:"),
  /// Where the switch copies an image from.
  URL("http://192.0.2.80/cat9k_iosxe.17.09.05.SPA.bin", "(https?|scp|sftp|ftp|tftp)://[^ ]+\\.bin"),
  /// The name of a routing table.
  VRF("Mgmt-vrf", "[A-Za-z0-9._-]+"),
  /// Minutes of the auto-abort timer.
  MINUTES("120", "[0-9]+"),
  /// A hash that the switch can make.
  HASH("sha512", "(md5|sha512)"),
  /// A site's own question: `show` and a topic of a list, perhaps filtered.
  QUESTION("show environment all", "show [^|]+( \\|.*)?");

  private final String example;
  private final String regex;

  Slot(String example, String regex) {
    this.example = example;
    this.regex = regex;
  }

  /// How the slot is written in a phrase: `<image>`.
  public String mark() {
    return "<" + name().toLowerCase(Locale.ROOT) + ">";
  }

  /// A value that fits.
  public String example() {
    return example;
  }

  /// What fits, as an AAA server may be told; wider than our own grammar.
  public String regex() {
    return regex;
  }

  /// @return `value`
  /// @throws IllegalArgumentException with a sentence for people
  String checked(String value) {
    return switch (this) {
      case IMAGE -> CommandText.imagePath(value);
      case FLASH -> CommandText.fileSystem(value);
      case URL -> CommandText.imageUrl(value);
      case VRF -> CommandText.vrf(value);
      case MINUTES -> minutes(value);
      case HASH -> hash(value);
      case QUESTION -> new ShowCommand(value).text();
    };
  }

  private static String minutes(String text) {
    if (!text.matches("[1-9][0-9]{1,3}")
        || Integer.parseInt(text) < 30
        || Integer.parseInt(text) > 1200) {
      throw new IllegalArgumentException("an auto-abort timer has from 30 to 1200 minutes");
    }
    return text;
  }

  private static String hash(String text) {
    if (!text.equals("md5") && !text.equals("sha512")) {
      throw new IllegalArgumentException("a switch makes md5 and sha512");
    }
    return text;
  }
}
