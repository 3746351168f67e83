package io.hitless.api.body;

import io.hitless.device.Destinations;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A host as written: a name, or an IPv4 or IPv6 address in its usual form. Nothing is looked up.
///
/// @param text as written
/// @param literal the address, when it is one
public record HostAddress(String text, Optional<InetAddress> literal) {
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*"
              + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final Pattern NUMBERS = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)");

  /// Anything else than a host is absent.
  public static Optional<HostAddress> parse(String text) {
    if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
      try {
        return Optional.of(new HostAddress(text, Optional.of(InetAddress.ofLiteral(text))));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
    // A name that ends in a number would be read as an address by some resolvers (127.1, 0x7f.1).
    boolean name = NAME.matcher(text).matches() && !NUMBERS.matcher(text).matches();
    return name ? Optional.of(new HostAddress(text, Optional.empty())) : Optional.empty();
  }

  /// This machine itself, its own wire or a cloud's metadata: no management address of a switch,
  /// but a way to make the service talk to itself. What a name leads to is judged when it is used.
  public boolean local() {
    String name = text.toLowerCase(Locale.ROOT);
    boolean namedLocal = name.equals("localhost") || name.endsWith(".localhost");
    return namedLocal
        || literal.map(address -> Destinations.fault(address).isPresent()).orElse(false);
  }

  /// An address that no single host has.
  public boolean shared() {
    return literal
        .map(address -> address.isMulticastAddress() || text.equals("255.255.255.255"))
        .orElse(false);
  }
}
