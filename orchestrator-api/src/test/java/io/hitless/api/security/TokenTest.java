package io.hitless.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hitless.api.testing.Answer;
import io.hitless.api.testing.Caller;
import io.hitless.api.testing.Issuer;
import io.hitless.api.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Tokens of a real authorization server, and some that it never gave out. The service was started
/// before the server was.
@ServiceTest
class TokenTest {
  @LocalServerPort int port;
  @TempDir Path folder;
  Caller keyed;

  @BeforeEach
  void call() {
    keyed = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  private Answer devices(String token) {
    return keyed.as(token).get("/api/v1/devices");
  }

  @Test
  void tokens_count_as_the_provider_means_them() throws Exception {
    String mine = keyed.credential();
    String site = "FRA-TOKEN";
    Map<String, Object> form = keyed.deviceForm(mine);
    form.put("site", site);
    String own = Caller.created(keyed.post("/api/v1/devices", form));
    String foreign = Caller.created(keyed.post("/api/v1/devices", keyed.deviceForm(mine)));
    String operator;
    try (Issuer issuer = Issuer.start(folder)) {
      operator = issuer.token("operator");
      assertThat(devices(operator).status()).isEqualTo(200);
      assertThat(keyed.as(operator).post("/api/v1/credentials", Map.of()).status()).isEqualTo(403);
      assertThat(keyed.as(issuer.token("admin")).post("/api/v1/credentials", Map.of()).status())
          .isEqualTo(400);

      Answer nobody = devices(issuer.token("stranger-to-roles"));
      assertThat(nobody.status()).isEqualTo(403);
      assertThat(nobody.text("/detail")).contains("you have []");
      assertThat(devices(issuer.token("unscoped")).status()).isEqualTo(403);

      Caller scoped = keyed.as(issuer.token("scoped"));
      assertThat(scoped.get("/api/v1/devices/" + own).status()).isEqualTo(200);
      assertThat(scoped.get("/api/v1/devices/" + foreign).status()).isEqualTo(404);
      assertThat(scoped.get("/api/v1/devices").all("/items", "site")).containsOnly(site);

      for (String client :
          List.of("for-somebody-else", "from-somebody-else", "too-late", "endless")) {
        Answer refused = devices(issuer.token(client));
        assertThat(refused.status()).as(client + refused.body()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("unauthenticated");
      }
      forged(operator);
    }
  }

  private void forged(String real) throws Exception {
    String claims = Issuer.part(real, 1);
    String none = base64("{\"alg\":\"none\"}") + "." + claims + ".";
    String header = base64("{\"alg\":\"HS256\",\"kid\":\"of-the-house\"}");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Issuer.publicKey().toRSAPublicKey().getEncoded(), "HmacSHA256"));
    String confused =
        header
            + "."
            + claims
            + "."
            + base64(mac.doFinal((header + "." + claims).getBytes(StandardCharsets.US_ASCII)));
    String cut = real.substring(0, real.length() - 8);
    String otherClaims =
        Issuer.part(real, 0)
            + "."
            + base64(
                new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8)
                    .replace("OPERATOR", "network-admins"))
            + "."
            + Issuer.part(real, 2);
    for (String token :
        List.of(
            none,
            confused,
            cut,
            otherClaims,
            signed(Issuer.rsa("unknown"), claims),
            signed(Issuer.rsa("of-the-house"), claims))) {
      Answer refused = devices(token);
      assertThat(refused.status()).as(token + refused.body()).isEqualTo(401);
    }
  }

  private static String signed(RSAKey key, String claims) throws Exception {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            JWTClaimsSet.parse(
                new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8)));
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void what_looks_like_a_token_is_held_against_the_provider_alone() {
    assertThat(Tokens.looksLikeOne("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")).isTrue();
    assertThat(Tokens.looksLikeOne("htl_0123456789")).isFalse();
    assertThat(Tokens.looksLikeOne(ServiceTest.KEY)).isFalse();
  }
}
