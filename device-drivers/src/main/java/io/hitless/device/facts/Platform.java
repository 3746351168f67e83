package io.hitless.device.facts;

/// The families of switches that Hitless tells apart. `OTHER` is anything else, which is refused,
/// never guessed at.
public enum Platform {
  C3850,
  C9200,
  C9300,
  C9400,
  C9500,
  C9600,
  OTHER
}
