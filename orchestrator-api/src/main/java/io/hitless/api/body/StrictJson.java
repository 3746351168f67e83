package io.hitless.api.body;

import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON as RFC 8259 has it: no name twice, nothing behind the value, no depth that nobody
/// means.
@Component
public final class StrictJson {
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 32;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// @throws Rejection `malformed-json` with the place, `body-required` when there is nothing
  public JsonNode read(byte[] body) {
    try {
      JsonNode node = mapper.readTree(body);
      if (node.isMissingNode()) {
        throw new Rejection(Code.BODY_REQUIRED, "this request needs a body");
      }
      return node;
    } catch (JacksonException malformed) {
      throw new Rejection(Code.MALFORMED_JSON, place(malformed) + reason(malformed));
    }
  }

  private static String place(JacksonException malformed) {
    var at = malformed.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }

  /// The parser's own words may quote the body, which may hold a secret.
  private static String reason(JacksonException malformed) {
    String words = String.valueOf(malformed.getOriginalMessage());
    if (words.startsWith("Duplicate Object property")) {
      return "a name occurs twice in one object";
    }
    if (words.contains("nesting depth")) {
      return "nested deeper than " + DEEPEST + " levels";
    }
    if (words.startsWith("Trailing token")) {
      return "something follows the value";
    }
    return malformed instanceof StreamReadException ? "not JSON" : "not what was expected";
  }
}
