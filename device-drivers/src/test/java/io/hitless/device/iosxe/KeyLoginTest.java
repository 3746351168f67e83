package io.hitless.device.iosxe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.Heard;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import io.hitless.device.SshProfile;
import io.hitless.device.Target;
import io.hitless.device.sim.Profile;
import io.hitless.device.sim.SimulatedSwitch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A switch that knows our key: read like any other, through the driver.
@Timeout(60)
class KeyLoginTest {
  private static final String PASSPHRASE = "open, sesame";

  private static KeyPair key(String algorithm, int size) throws Exception {
    KeyPairGenerator generator =
        algorithm.equals("EdDSA")
            ? SecurityUtils.getKeyPairGenerator(SecurityUtils.EDDSA)
            : KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    return generator.generateKeyPair();
  }

  private static String openSsh(KeyPair key, boolean encrypted) throws Exception {
    OpenSSHKeyEncryptionContext context = null;
    if (encrypted) {
      context = new OpenSSHKeyEncryptionContext();
      context.setPassword(PASSPHRASE);
      context.setCipherName("AES");
      context.setCipherType("256");
      context.setCipherMode("CTR");
      context.setKdfRounds(1);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "noc", context, out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  private static String pkcs8(KeyPair key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static Target target(
      SimulatedSwitch device, String pem, Optional<String> password, Optional<String> passphrase) {
    return new Target(
        device.hostname(),
        device.address(),
        device.port(),
        new Credentials(
            "issu",
            password.map(Secret::of),
            Optional.empty(),
            Optional.of(Secret.of(pem)),
            passphrase.map(Secret::of)),
        SshProfile.LEGACY,
        HostKeyPolicy.PINNED,
        Set.copyOf(device.hostKeys()));
  }

  private static String version(Target target, SessionLog log) {
    try (var drivers = new IosXeDrivers(InstantSource.system(), DriverSettings.defaults());
        var session = drivers.open(target, log)) {
      return session.software().value().toString();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "c9500-svl-16.9, RSA,   2048, PKCS8",
    "c9500-svl-16.9, RSA,   2048, OPENSSH",
    "c9500-svl-17,   RSA,   2048, OPENSSH",
    "c9500-svl-17,   EC,     256, OPENSSH",
    "c9500-svl-17,   EC,     384, OPENSSH",
    "c9500-svl-17,   EC,     256, ENCRYPTED",
    "c9500-svl-17,   EdDSA,  255, OPENSSH",
    "c9500-svl-17,   EdDSA,  255, ENCRYPTED",
  })
  void a_key_logs_in_to_a_switch(String profile, String algorithm, int size, String notation)
      throws Exception {
    KeyPair key = key(algorithm, size);
    boolean encrypted = notation.equals("ENCRYPTED");
    String text = notation.equals("PKCS8") ? pkcs8(key) : openSsh(key, encrypted);
    Heard heard = new Heard();
    try (SimulatedSwitch device =
        SimulatedSwitch.builder()
            .profile(Profile.named(profile))
            .authorisedKey(key.getPublic())
            .start()) {
      Target target =
          target(
              device,
              text,
              Optional.empty(),
              encrypted ? Optional.of(PASSPHRASE) : Optional.empty());

      assertThat(version(target, heard)).contains(profile.substring(profile.lastIndexOf('-') + 1));
      assertThat(heard.received()).doesNotContain(PASSPHRASE);
    }
  }

  @Test
  void the_password_is_tried_where_the_key_is_not_known() throws Exception {
    try (SimulatedSwitch device = SimulatedSwitch.builder().start()) {
      String stranger = openSsh(key("RSA", 2048), false);

      assertThat(
              version(
                  target(device, stranger, Optional.of("issu-password"), Optional.empty()),
                  SessionLog.NONE))
          .contains("16.9");
      assertThatThrownBy(() ->
              version(
                  target(device, stranger, Optional.empty(), Optional.empty()), SessionLog.NONE))
          .isInstanceOf(DeviceException.LoginRefused.class)
          .hasMessageContaining("user issu was refused");
    }
  }

  @Test
  void a_release_before_17_takes_no_other_key_than_rsa() throws Exception {
    KeyPair key = key("EC", 256);
    try (SimulatedSwitch device =
        SimulatedSwitch.builder().authorisedKey(key.getPublic()).start()) {
      assertThatThrownBy(() ->
              version(
                  target(device, openSsh(key, false), Optional.empty(), Optional.empty()),
                  SessionLog.NONE))
          .isInstanceOf(DeviceException.LoginRefused.class);
    }
  }

  @Test
  void a_key_that_does_not_open_says_what_is_missing_and_none_of_it() throws Exception {
    String text = openSsh(key("EC", 256), true);
    try (SimulatedSwitch device = SimulatedSwitch.builder().start()) {
      assertThatThrownBy(() ->
              version(target(device, text, Optional.empty(), Optional.empty()), SessionLog.NONE))
          .isInstanceOf(DeviceException.LoginRefused.class)
          .hasMessageContaining("encrypted, and no passphrase");
      assertThatThrownBy(() ->
              version(
                  target(device, text, Optional.empty(), Optional.of("wrong")), SessionLog.NONE))
          .isInstanceOf(DeviceException.LoginRefused.class)
          .hasMessageContaining("passphrase does not open it")
          .hasMessageNotContaining("wrong");
    }
  }
}
