package io.hitless.device;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which addresses may be connected to, decided on the very address that is then used: a name that
/// led to a switch when it was registered may lead to ourselves when it is used.
///
/// Private networks are where switches live and are allowed. Refused are this machine, its own
/// wire, the metadata services of clouds, and what no single host has, however they are written.
public final class Destinations {
  /// Any address: for simulated switches on this machine.
  public static final Destinations ANY = new Destinations(true, InetAddress::getAllByName);

  /// Addresses of a network.
  public static final Destinations NETWORK = new Destinations(false, InetAddress::getAllByName);

  /// An IPv4 or IPv6 range.
  private record Range(BigInteger first, int bits, int length, String what) {
    static Range of(String cidr, String what) {
      int slash = cidr.indexOf('/');
      byte[] bytes = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
      return new Range(
          new BigInteger(1, bytes),
          bytes.length * 8,
          Integer.parseInt(cidr.substring(slash + 1)),
          what);
    }

    boolean holds(byte[] address) {
      int rest = bits - length;
      return address.length * 8 == bits
          && new BigInteger(1, address).shiftRight(rest).equals(first.shiftRight(rest));
    }
  }

  private static final List<Range> REFUSED =
      List.of(
          Range.of("0.0.0.0/8", "an unspecified address"),
          Range.of("127.0.0.0/8", "a loopback address"),
          Range.of("169.254.0.0/16", "a link-local address"),
          Range.of("100.100.100.200/32", "a cloud's metadata service"),
          Range.of("192.0.0.192/32", "a cloud's metadata service"),
          Range.of("168.63.129.16/32", "a cloud's metadata service"),
          Range.of("224.0.0.0/4", "a multicast address"),
          Range.of("240.0.0.0/4", "a reserved address"),
          Range.of("::/128", "an unspecified address"),
          Range.of("::1/128", "a loopback address"),
          Range.of("fe80::/10", "a link-local address"),
          Range.of("fec0::/10", "a site-local address"),
          Range.of("fd00:ec2::/32", "a cloud's metadata service"),
          Range.of("ff00::/8", "a multicast address"));

  /// IPv6 ranges that carry an IPv4 address, and where in it.
  private record Carrier(Range range, int at, boolean inverted) {}

  private static final List<Carrier> CARRIERS =
      List.of(
          new Carrier(Range.of("::/96", "IPv4-compatible"), 12, false),
          new Carrier(ipv4Mapped(), 12, false),
          new Carrier(Range.of("::ffff:0:0:0/96", "IPv4-translated"), 12, false),
          new Carrier(Range.of("64:ff9b::/96", "NAT64"), 12, false),
          new Carrier(Range.of("2002::/16", "6to4"), 2, false),
          new Carrier(Range.of("2001::/32", "Teredo"), 12, true));

  private static Range ipv4Mapped() {
    // Java reads the literal as the IPv4 address itself.
    return new Range(BigInteger.valueOf(0xffff).shiftLeft(32), 128, 96, "IPv4-mapped");
  }

  /// Looks a name up.
  interface Resolver {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  private final boolean any;
  private final Resolver resolver;

  Destinations(boolean any, Resolver resolver) {
    this.any = any;
    this.resolver = resolver;
  }

  /// An address that may not be connected to.
  public static final class Forbidden extends Exception {
    Forbidden(String message) {
      super(message);
    }
  }

  /// The address to connect to. All that a name leads to must be allowed: which of them answers is
  /// not ours to choose.
  ///
  /// @throws UnknownHostException when the name leads nowhere
  public InetAddress resolve(String host) throws UnknownHostException, Forbidden {
    InetAddress[] all = resolver.all(host);
    for (InetAddress address : all) {
      Optional<String> fault = any ? Optional.empty() : fault(address);
      if (fault.isPresent()) {
        throw new Forbidden(
            host + " leads to " + address.getHostAddress() + ", which is " + fault.get());
      }
    }
    return all[0];
  }

  /// What is wrong with an address as that of a host on a network, if anything is.
  public static Optional<String> fault(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (Range range : REFUSED) {
      if (range.holds(bytes)) {
        return Optional.of(range.what());
      }
    }
    if (address instanceof Inet6Address) {
      for (Carrier carrier : CARRIERS) {
        if (carrier.range().holds(bytes)) {
          return fault(carried(bytes, carrier));
        }
      }
    }
    return Optional.empty();
  }

  private static InetAddress carried(byte[] bytes, Carrier carrier) {
    byte[] ipv4 = Arrays.copyOfRange(bytes, carrier.at(), carrier.at() + 4);
    for (int i = 0; carrier.inverted() && i < ipv4.length; i++) {
      ipv4[i] = (byte) ~ipv4[i];
    }
    try {
      return InetAddress.getByAddress(ipv4);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
