package io.hitless.api.body;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where a switch may copy an image from.
public final class ImageUrl {
  private ImageUrl() {}

  /// The host that `url` names, when it is a URL of a file on a host.
  public static Optional<HostAddress> host(String url) {
    try {
      var uri = new URI(url);
      String host = uri.getHost();
      if (host == null) {
        return Optional.empty();
      }
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      return HostAddress.parse(bracketed ? host.substring(1, host.length() - 1) : host);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  static boolean isSafe(String url) {
    try {
      var uri = new URI(url);
      String user = uri.getRawUserInfo();
      String path = uri.getRawPath();
      return host(url).isPresent()
          && (user == null || !user.contains(":"))
          && uri.getPort() != 0
          && uri.getPort() <= 65_535
          && path != null
          && path.length() > 1
          && !path.endsWith("/")
          && !path.contains("/../");
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
