package io.hitless.api.rest;

import io.hitless.api.body.WholeBody;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.web.util.UriComponentsBuilder;

/// Tells whether two requests with one key are the same request.
final class Fingerprint {
  private Fingerprint() {}

  static String of(WholeBody request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String line =
          String.join(
              "\n",
              request.getMethod(),
              request.getRequestURI(),
              String.valueOf(request.getQueryString()),
              String.valueOf(request.getContentType()),
              "");
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(request.bytes()));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /// A `?validateOnly=true` has no effect that could happen twice, and a verification is for now.
  static boolean storesNothing(HttpServletRequest request) {
    if (request.getServletPath().equals("/api/v1/audit/verify")) {
      return true;
    }
    String query = request.getQueryString();
    return query != null
        && "true"
            .equals(
                UriComponentsBuilder.newInstance()
                    .query(query)
                    .build()
                    .getQueryParams()
                    .getFirst("validateOnly"));
  }
}
