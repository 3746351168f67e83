package io.hitless.api.guard;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whose pages may call the API from a browser (`hitless.cors.*`): nobody's but our own, unless
/// said.
///
/// @param origins whole origins, such as `https://noc.example.net`
@ConfigurationProperties("hitless.cors")
public record OriginSettings(@DefaultValue List<String> origins) {
  public OriginSettings {
    origins = List.copyOf(origins);
    for (String origin : origins) {
      if (!origin.matches("https?://[A-Za-z0-9.\\[\\]:-]+")) {
        throw new IllegalArgumentException(
            "hitless.cors.origins names whole origins, such as https://noc.example.net: " + origin);
      }
    }
  }
}
