package io.hitless.device.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/// Host keys of simulated devices. They follow from a name, so that a fleet that is started again
/// still has the keys that were pinned; the RSA ones are pairs out of a small pool of primes,
/// because real ones take too long for 500 switches. They protect nothing.
final class KeyRing {
  private static final List<BigInteger> PRIMES = primes();
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final ConcurrentMap<Integer, KeyPair> RSA = new ConcurrentHashMap<>();
  private static final ConcurrentMap<String, KeyPair> EC = new ConcurrentHashMap<>();

  private KeyRing() {}

  static KeyPair rsa(String name) {
    return RSA.computeIfAbsent(
        Math.floorMod(scramble(name), PRIMES.size() * (PRIMES.size() - 1)), KeyRing::pair);
  }

  static KeyPair ec(String name) {
    return EC.computeIfAbsent(name, KeyRing::deriveEc);
  }

  static List<String> fingerprints(List<KeyPair> keys) {
    return keys.stream().map(key -> KeyUtils.getFingerPrint(key.getPublic())).distinct().toList();
  }

  private static int scramble(String name) {
    return (name.hashCode() * 0x9E3779B1) >>> 3;
  }

  private static KeyPair pair(int index) {
    int first = index / (PRIMES.size() - 1);
    int second = index % (PRIMES.size() - 1);
    return rsa(PRIMES.get(first), PRIMES.get(second < first ? second : second + 1));
  }

  private static List<BigInteger> primes() {
    InputStream in = KeyRing.class.getResourceAsStream("primes.txt");
    if (in == null) {
      throw new IllegalStateException("the pool of primes is missing from the jar");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> new BigInteger(line, 36)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair rsa(BigInteger p, BigInteger q) {
    BigInteger n = p.multiply(q);
    BigInteger pMinus = p.subtract(BigInteger.ONE);
    BigInteger qMinus = q.subtract(BigInteger.ONE);
    BigInteger d = EXPONENT.modInverse(pMinus.multiply(qMinus));
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      return new KeyPair(
          factory.generatePublic(new RSAPublicKeySpec(n, EXPONENT)),
          factory.generatePrivate(
              new RSAPrivateCrtKeySpec(
                  n, EXPONENT, d, p, q, d.mod(pMinus), d.mod(qMinus), q.modInverse(p))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair deriveEc(String name) {
    X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
    BigInteger d =
        new BigInteger(ImageCatalogue.hash("SHA-256", name, 256), 16)
            .mod(curve.getN().subtract(BigInteger.ONE))
            .add(BigInteger.ONE);
    ECPoint q = curve.getG().multiply(d).normalize();
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new KeyPair(
          factory.generatePublic(
              new ECPublicKeySpec(
                  new java.security.spec.ECPoint(
                      q.getAffineXCoord().toBigInteger(), q.getAffineYCoord().toBigInteger()),
                  spec)),
          factory.generatePrivate(new ECPrivateKeySpec(d, spec)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
