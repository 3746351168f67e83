package io.hitless.device.iosxe.show;

import io.hitless.device.facts.FileHash;
import io.hitless.device.facts.FileHash.Algorithm;
import io.hitless.device.facts.Reading;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `verify /md5 …` and `verify /sha512 …`: dots while it reads, then the digest.
public final class Verify {
  private static final Pattern RESULT =
      Pattern.compile(
          "verify /(?<algorithm>md5|sha512) \\((?<path>\\S+)\\) = (?<hex>[0-9a-fA-F]+)");

  private Verify() {}

  public static Reading<FileHash> parse(Printed printed, String path, Algorithm algorithm) {
    List<Matcher> results =
        printed.lines().stream().map(RESULT::matcher).filter(Matcher::find).toList();
    if (results.size() != 1) {
      throw printed.refused("no digest: " + String.join(" ", printed.lines()).strip());
    }
    Matcher result = results.getFirst();
    String hex = result.group("hex").toLowerCase(Locale.ROOT);
    int length =
        switch (algorithm) {
          case MD5 -> 32;
          case SHA512 -> 128;
        };
    if (!result.group("algorithm").equals(algorithm.name().toLowerCase(Locale.ROOT))
        || !result.group("path").replaceFirst(":/", ":").equals(path.replaceFirst(":/", ":"))
        || hex.length() != length) {
      throw printed.refused("the digest is of another kind or of another file");
    }
    return printed.reading(new FileHash(path, algorithm, hex), List.of(result.group()));
  }
}
