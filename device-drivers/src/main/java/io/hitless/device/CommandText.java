package io.hitless.device;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The strict grammar of whatever becomes part of a command: what is checked here cannot end a
/// command, begin another, pipe, or ask for help.
///
/// Only letters, digits and a few marks are let through, so that newlines, `|`, `;`, `?`, quotes,
/// spaces, control characters and everything beyond ASCII are refused as a class, not one by one.
/// Each method throws [IllegalArgumentException] with a sentence for the person who typed the text.
public final class CommandText {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_URL = 400;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9])?");
  private static final Pattern FILE_SYSTEM =
      Pattern.compile("(?:stby-)?(?:boot)?flash(?:-\\d{1,2})?:|usbflash\\d:|disk\\d:");
  private static final Pattern VRF =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,30}[A-Za-z0-9])?");
  private static final Pattern URL = Pattern.compile("[A-Za-z0-9:/._~+@\\[\\]-]+");
  private static final int LONGEST_ANSWER = 255;
  private static final Pattern ANSWER = Pattern.compile("[\\x20-\\x7e]*");
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@\\\\-]{0,63}");
  private static final Set<String> SCHEMES = Set.of("http", "https", "scp", "sftp", "ftp", "tftp");

  private CommandText() {}

  /// The name of an image file: ends in `.bin`, so that no configuration, certificate or
  /// `packages.conf` can ever be named.
  public static String imageName(String name) {
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a file name has at most " + LONGEST_NAME + " characters");
    }
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new IllegalArgumentException(
          "a file name is made of letters, digits and . _ + - only: " + printable(name));
    }
    if (!name.toLowerCase(Locale.ROOT).endsWith(".bin")) {
      throw new IllegalArgumentException("an image file ends in .bin: " + name);
    }
    return name;
  }

  /// A flash file system: `flash:`, `bootflash:`, `stby-flash:`, `flash-2:` …
  public static String fileSystem(String fileSystem) {
    if (fileSystem.length() > 40 || !FILE_SYSTEM.matcher(fileSystem).matches()) {
      throw new IllegalArgumentException("not a flash file system: " + printable(fileSystem));
    }
    return fileSystem;
  }

  /// An image on a flash file system, without folders: `flash:cat9k_iosxe.16.12.04.SPA.bin`.
  public static String imagePath(String path) {
    int colon = path.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "a path names its file system (flash:NAME.bin): " + printable(path));
    }
    fileSystem(path.substring(0, colon + 1));
    String name = path.substring(colon + 1);
    imageName(name.startsWith("/") ? name.substring(1) : name);
    return path;
  }

  /// Where a device fetches an image from. A password in it is refused: it would be typed, echoed
  /// and logged.
  public static String imageUrl(String url) {
    if (url.length() > LONGEST_URL || !URL.matcher(url).matches()) {
      throw new IllegalArgumentException("not a URL that a switch can be given: " + printable(url));
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException broken) {
      throw new IllegalArgumentException("not a URL: " + printable(url), broken);
    }
    String scheme = uri.getScheme();
    if (scheme == null || !SCHEMES.contains(scheme) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "a switch copies from http, https, scp, sftp, ftp or tftp, from a host: " + url);
    }
    String user = uri.getUserInfo();
    if (user != null && user.contains(":")) {
      throw new IllegalArgumentException("a URL for a switch carries no password");
    }
    String path = uri.getPath();
    imageName(path.substring(path.lastIndexOf('/') + 1));
    return url;
  }

  /// The name of a VRF: `Mgmt-vrf`.
  public static String vrf(String name) {
    if (!VRF.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a VRF: " + printable(name));
    }
    return name;
  }

  /// An account on a file server, as it is typed at the switch's question for it.
  public static String account(String name) {
    if (!ACCOUNT.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a user name for a file server is made of letters, digits and . _ @ \\ - only: "
              + printable(name));
    }
    return name;
  }

  /// What is typed at a question: one line, without control characters. It may be a secret, so the
  /// refusal does not repeat it.
  public static String answer(String text) {
    if (text.length() > LONGEST_ANSWER || !ANSWER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "an answer is one line of printable ASCII, at most " + LONGEST_ANSWER + " characters");
    }
    return text;
  }

  static String printable(String text) {
    String shown = text.replaceAll("[^\\x20-\\x7e]", "�");
    return shown.length() <= 60 ? shown : shown.substring(0, 60) + "…";
  }
}
