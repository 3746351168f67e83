package io.hitless.device.iosxe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.Change;
import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.ImageContent;
import io.hitless.device.IssuDriver;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import io.hitless.device.SshProfile;
import io.hitless.device.Target;
import io.hitless.device.facts.FileHash;
import io.hitless.device.facts.StoredFile;
import io.hitless.device.sim.CommandRecord;
import io.hitless.device.sim.Mishap;
import io.hitless.device.sim.SimulatedSwitch;
import io.hitless.device.sim.Trigger;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images on their way to the simulated Catalyst, pulled and pushed, over real SSH.
@Timeout(120)
class CopyTest {
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(60), Duration.ofSeconds(30));
  private static final String NAME = "cat9k_iosxe.16.12.04.SPA.bin";
  private static final String PATH = "flash:" + NAME;
  private static final Credentials FILES = login("images", "files-password");

  private static IosXeDrivers drivers;

  @BeforeAll
  static void open() {
    drivers = new IosXeDrivers(InstantSource.system(), DriverSettings.defaults());
  }

  @AfterAll
  static void close() {
    drivers.close();
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.0.2.9/images/, file prompt alert",
    "http://192.0.2.9:8080/images/, file prompt noisy",
    "https://192.0.2.9/images/, file prompt quiet",
    "tftp://192.0.2.9/, file prompt noisy",
    "ftp://images@192.0.2.9/images/, file prompt alert",
    "scp://images@192.0.2.9/images/, file prompt noisy",
    "scp://192.0.2.9/images/, file prompt alert",
    "sftp://192.0.2.9/images/, file prompt quiet"
  })
  void a_switch_pulls_an_image_by_every_scheme(String folder, String prompting) {
    try (SimulatedSwitch device =
            empty().configured(prompting).fileServerAccount("images", "files-password").start();
        IssuDriver driver = open(device)) {
      assertThat(driver.send(copy(folder + NAME, Optional.of(FILES)), PATIENCE))
          .isInstanceOf(Reply.Accepted.class);

      assertThat(driver.file(PATH).value().map(StoredFile::bytes))
          .contains(device.targetImage().sizeBytes());
      assertThat(driver.hash(PATH, FileHash.Algorithm.SHA512).value().hex())
          .isEqualTo(device.targetImage().sha512());
      assertThat(device.commands()).noneMatch(CommandRecord::secretLeaked);
    }
  }

  @Test
  void a_file_server_behind_a_vrf_is_reached_through_it() {
    try (SimulatedSwitch device = empty().start();
        IssuDriver driver = open(device)) {
      var change =
          new Change.Copy(
              "http://192.0.2.9/" + NAME, PATH, Optional.of("Mgmt-vrf"), Optional.empty());
      assertThat(driver.send(change, PATIENCE)).isInstanceOf(Reply.Accepted.class);
      assertThat(device.commands())
          .extracting(CommandRecord::line)
          .contains("copy http://192.0.2.9/" + NAME + " " + PATH + " vrf Mgmt-vrf");
    }
  }

  @ParameterizedTest
  @CsvSource({"scp", "sftp", "ftp"})
  void a_wrong_password_is_the_file_servers_no_and_is_not_tried_again(String scheme) {
    try (SimulatedSwitch device = empty().fileServerAccount("images", "files-password").start();
        IssuDriver driver = open(device)) {
      Reply reply =
          driver.send(
              copy(scheme + "://images@192.0.2.9/" + NAME, Optional.of(login("images", "guess"))),
              PATIENCE);

      assertThat(refusal(reply).reason()).isEqualTo(Refusal.FILE_SERVER_LOGIN);
      assertThat(device.commands())
          .filteredOn(record -> record.mode().equals("password-prompt"))
          .hasSize(1);
    }
  }

  @Test
  void without_a_login_for_the_file_server_ours_is_not_tried() {
    try (SimulatedSwitch device = empty().fileServerAccount("images", "files-password").start();
        IssuDriver driver = open(device)) {
      Reply reply = driver.send(copy("scp://192.0.2.9/" + NAME, Optional.empty()), PATIENCE);

      assertThat(refusal(reply).reason()).isEqualTo(Refusal.FILE_SERVER_LOGIN);
      assertThat(refusal(reply).words()).contains("Source username");
      assertThat(device.commands())
          .noneMatch(record -> record.mode().equals("password-prompt"))
          .noneMatch(CommandRecord::secretLeaked);
    }
  }

  @Test
  void a_file_that_lies_there_is_not_written_over() {
    try (SimulatedSwitch device = empty().start();
        IssuDriver driver = open(device)) {
      device.putFile(NAME, 4711);

      Reply reply = driver.send(copy("http://192.0.2.9/" + NAME, Optional.empty()), PATIENCE);

      assertThat(refusal(reply).reason()).isEqualTo(Refusal.FILE_EXISTS);
      assertThat(driver.file(PATH).value().map(StoredFile::bytes)).contains(4711L);
    }
  }

  @Test
  void a_full_flash_and_a_missing_file_are_refusals_in_the_switchs_words() {
    try (SimulatedSwitch device = empty().start();
        IssuDriver driver = open(device)) {
      Reply none = driver.send(copy("http://192.0.2.9/none.bin", Optional.empty()), PATIENCE);
      assertThat(refusal(none).reason()).isEqualTo(Refusal.NO_SUCH_FILE);
      assertThat(refusal(none).words())
          .isEqualTo("%Error opening http://192.0.2.9/none.bin (No such file or directory)");

      device.strike(new Mishap.LittleSpace(new Trigger.Start(), 0, 1_000_000));
      Reply full = driver.send(copy("http://192.0.2.9/" + NAME, Optional.empty()), PATIENCE);
      assertThat(refusal(full).reason()).isEqualTo(Refusal.NOT_ENOUGH_SPACE);
      assertThat(refusal(full).words()).contains("Not enough space on device");
    }
  }

  @Test
  void a_pull_that_breaks_half_way_says_so_and_leaves_a_short_file() {
    try (SimulatedSwitch device = empty().start();
        IssuDriver driver = open(device)) {
      device.strike(new Mishap.CopyBreaks(new Trigger.Start(), 50, "Connection reset by peer"));

      Reply reply = driver.send(copy("http://192.0.2.9/" + NAME, Optional.empty()), PATIENCE);

      assertThat(refusal(reply).reason()).isEqualTo(Refusal.COPY_BROKEN);
      long bytes = driver.file(PATH).value().map(StoredFile::bytes).orElseThrow();
      assertThat(bytes).isBetween(1L, device.targetImage().sizeBytes() - 1);
    }
  }

  @Test
  void an_image_is_pushed_on_a_connection_of_its_own_bit_by_bit() throws Exception {
    byte[] image = bytes(3_000_000);
    try (SimulatedSwitch device = empty().configured("ip scp server enable").start()) {
      try (IssuDriver driver = open(device)) {
        assertThat(driver.send(new Change.Push(content(image), PATH), PATIENCE))
            .isInstanceOf(Reply.Accepted.class);
      }
      try (IssuDriver after = open(device)) {
        assertThat(after.file(PATH).value().map(StoredFile::bytes)).contains(3_000_000L);
        assertThat(after.hash(PATH, FileHash.Algorithm.MD5).value().hex())
            .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(image)));
      }
      assertThat(device.commands())
          .filteredOn(record -> record.mode().equals("scp"))
          .extracting(CommandRecord::line)
          .containsExactly("scp -t " + PATH);
    }
  }

  @Test
  void a_push_needs_the_scp_server_of_the_switch() {
    try (SimulatedSwitch device = empty().start();
        IssuDriver driver = open(device)) {
      Reply reply = driver.send(new Change.Push(content(bytes(1000)), PATH), PATIENCE);

      assertThat(refusal(reply).reason()).isEqualTo(Refusal.SCP_SERVER_OFF);
      assertThat(refusal(reply).words()).isEqualTo("Administratively disabled.");
    }
  }

  @Test
  void a_push_to_a_full_flash_is_refused_before_a_byte_is_sent() {
    try (SimulatedSwitch device = empty().configured("ip scp server enable").start();
        IssuDriver driver = open(device)) {
      device.strike(new Mishap.LittleSpace(new Trigger.Start(), 0, 1000));

      Reply reply = driver.send(new Change.Push(content(bytes(100_000)), PATH), PATIENCE);

      assertThat(refusal(reply).reason()).isEqualTo(Refusal.NOT_ENOUGH_SPACE);
      assertThat(refusal(reply).words()).contains("No space left on device");
    }
  }

  @Test
  void a_push_that_the_switch_breaks_off_is_a_refusal_and_a_lost_one_is_not() {
    try (SimulatedSwitch device = empty().configured("ip scp server enable").start()) {
      device.strike(new Mishap.CopyBreaks(new Trigger.Start(), 30, "I/O error"));
      try (IssuDriver driver = open(device)) {
        Reply reply = driver.send(new Change.Push(content(bytes(5_000_000)), PATH), PATIENCE);
        assertThat(refusal(reply).reason()).isEqualTo(Refusal.COPY_BROKEN);
        assertThat(refusal(reply).words()).contains("I/O error");
      }
      device.strike(new Mishap.CopyBreaks(new Trigger.Start(), 30, ""));
      try (IssuDriver driver = open(device)) {
        assertThatThrownBy(
                () -> driver.send(new Change.Push(content(bytes(5_000_000)), PATH), PATIENCE))
            .isInstanceOf(DeviceException.HungUp.class);
      }
    }
  }

  private static Reply.Refused refusal(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Refused.class);
    return (Reply.Refused) reply;
  }

  private static Change.Copy copy(String url, Optional<Credentials> login) {
    return new Change.Copy(url, PATH, Optional.empty(), login);
  }

  private static ImageContent content(byte[] bytes) {
    return new ImageContent() {
      @Override
      public long bytes() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31 + i / 251);
    }
    return bytes;
  }

  private static SimulatedSwitch.Builder empty() {
    return SimulatedSwitch.builder().imageOnFlash(false).scale(0.005);
  }

  private static Credentials login(String username, String password) {
    return new Credentials(
        username, Optional.of(Secret.of(password)), Optional.empty(), Optional.empty());
  }

  private static IssuDriver open(SimulatedSwitch device) {
    return drivers.open(
        new Target(
            device.hostname(),
            device.address(),
            device.port(),
            login("issu", "issu-password"),
            SshProfile.LEGACY,
            HostKeyPolicy.PINNED,
            new HashSet<>(device.hostKeys())),
        SessionLog.NONE);
  }
}
