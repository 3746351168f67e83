package io.hitless.readiness;

import static io.hitless.readiness.CheckResult.Result.FAIL;
import static io.hitless.readiness.CheckResult.Result.PASS;
import static io.hitless.readiness.CheckResult.Result.UNKNOWN;
import static io.hitless.readiness.CheckResult.Result.WARN;
import static io.hitless.readiness.Look.BYTES;
import static io.hitless.readiness.Look.at;
import static io.hitless.readiness.Look.expect;
import static io.hitless.readiness.Look.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.FileHash.Algorithm;
import io.hitless.device.facts.Storage;
import io.hitless.image.Image;
import io.hitless.image.Image.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether the image is there, whole, the right one, and has room to be unpacked.
class ImageChecksTest {
  private static final String NAME = "cat9k_iosxe.16.12.04.SPA.bin";
  private static final String PATH = "flash:" + NAME;
  private static final Image IMAGE = image(NAME, "16.12.4");
  private static final long GIBIBYTE = 1L << 30;

  @Test
  void without_an_image_each_unit_needs_a_gigabyte() {
    expect(space(GIBIBYTE, GIBIBYTE), PASS);
    expect(space(GIBIBYTE, GIBIBYTE - 1), FAIL, "stby-flash:", "1,073 MB");
    expect(space(GIBIBYTE - 1, GIBIBYTE), FAIL);
  }

  @Test
  void with_an_image_each_unit_needs_a_gigabyte_beyond_it() {
    long both = BYTES + GIBIBYTE;
    expect(space(PaperSwitch.pair(), both, both), PASS, "Every unit has room");
    expect(space(PaperSwitch.pair(), both - 1, both), FAIL, "flash: has 1,886 MB");
    expect(space(PaperSwitch.pair(), both, both - 1), FAIL);
  }

  @Test
  void with_an_image_of_more_than_a_gigabyte_each_unit_needs_it_twice() {
    long bytes = 1_400_000_000L;
    Image large =
        new Image(
            IMAGE.id(),
            NAME,
            IMAGE.platform(),
            IMAGE.version(),
            bytes,
            IMAGE.md5(),
            IMAGE.sha512(),
            IMAGE.status(),
            IMAGE.source(),
            0,
            IMAGE.createdAt(),
            IMAGE.updatedAt());
    PaperSwitch paper = PaperSwitch.pair();
    space(paper, 2 * bytes, 2 * bytes);
    expect(at(paper, "flash-space", large), PASS);
    space(paper, 2 * bytes, 2 * bytes - 1);
    expect(at(paper, "flash-space", large), FAIL);
  }

  @Test
  void an_image_that_lies_there_already_is_not_needed_once_more() {
    PaperSwitch there = PaperSwitch.pair().holding(PATH, BYTES);
    expect(space(there, GIBIBYTE, BYTES + GIBIBYTE), PASS);
    expect(space(there, GIBIBYTE - 1, BYTES + GIBIBYTE), FAIL);
    expect(space(there, GIBIBYTE, BYTES + GIBIBYTE - 1), FAIL);
    PaperSwitch half = PaperSwitch.pair().holding(PATH, BYTES - 1);
    expect(space(half, GIBIBYTE, BYTES + GIBIBYTE), FAIL);
  }

  @Test
  void space_that_only_one_unit_told_of_is_unknown() {
    PaperSwitch one = PaperSwitch.pair();
    one.storage = one.storage.subList(0, 1);
    expect(at(one, "flash-space"), UNKNOWN, "only one unit");
    one.storage = List.of();
    expect(at(one, "flash-space", IMAGE), UNKNOWN);
  }

  @Test
  void an_image_with_all_its_bytes_is_present() {
    expect(at(PaperSwitch.pair().holding(PATH, BYTES), "image-present", IMAGE), PASS, PATH);
  }

  @Test
  void an_image_that_operators_copy_must_be_there_whole() {
    expect(at(PaperSwitch.pair(), "image-present", IMAGE), FAIL, "not there");
    expect(
        at(PaperSwitch.pair().holding(PATH, BYTES - 1), "image-present", IMAGE),
        FAIL,
        "812345677",
        "812345678");
  }

  @Test
  void an_image_that_the_job_copies_need_not_be_there_yet() {
    for (Source source : List.of(new Source.Pull("http://192.0.2.1/x.bin"), new Source.Push())) {
      Image coming =
          image(
              NAME,
              "16.12.4",
              source,
              Optional.of("0a1b"),
              Optional.empty(),
              Image.Status.APPROVED);
      expect(at(PaperSwitch.pair(), "image-present", coming), WARN, "copy it first");
      expect(
          at(PaperSwitch.pair().holding(PATH, 5), "image-present", coming), WARN, "copy it again");
      expect(at(PaperSwitch.pair(), "image-verified", coming), WARN, "nothing to verify yet");
    }
  }

  @Test
  void the_image_is_looked_for_where_the_device_boots_from() {
    PaperSwitch chassis =
        PaperSwitch.chassis().holding("bootflash:cat9k_iosxe.17.09.05.SPA.bin", BYTES);
    expect(at(chassis, "image-present", image("17.09.05")), PASS, "bootflash:");
    PaperSwitch elsewhere = PaperSwitch.pair().booted("tftp://192.0.2.1/boot.bin");
    expect(at(elsewhere.holding(PATH, BYTES), "image-present", IMAGE), PASS, PATH);
  }

  @Test
  void sha512_is_preferred_to_md5() {
    Image both = hashed(Optional.of("0a1b"), Optional.of("c0ffee"));
    PaperSwitch paper = PaperSwitch.pair().holding(PATH, BYTES);
    paper.hashes.put(Algorithm.SHA512, "C0FFEE");
    expect(at(paper, "image-verified", both), PASS, "SHA512");
  }

  @Test
  void md5_is_used_where_nothing_better_is_known() {
    PaperSwitch paper = PaperSwitch.pair().holding(PATH, BYTES);
    paper.hashes.put(Algorithm.MD5, "0a1b");
    expect(at(paper, "image-verified", IMAGE), PASS, "MD5");
  }

  @Test
  void md5_does_where_the_device_computes_no_sha512() {
    Image both = hashed(Optional.of("0a1b"), Optional.of("c0ffee"));
    PaperSwitch paper =
        PaperSwitch.pair()
            .holding(PATH, BYTES)
            .failing(
                "hash SHA512",
                new DeviceException.UnrecognisedOutput(
                    "verify /sha512 " + PATH, "C9500 does not know this command.", ""));
    paper.hashes.put(Algorithm.MD5, "0a1b");
    expect(at(paper, "image-verified", both), PASS, "MD5");
    paper.hashes.put(Algorithm.MD5, "ffff");
    expect(at(paper, "image-verified", both), FAIL, "ffff", "0a1b");

    Image sha512Only = hashed(Optional.empty(), Optional.of("c0ffee"));
    expect(at(paper, "image-verified", sha512Only), UNKNOWN, "does not know");
  }

  @Test
  void another_hash_fails_and_shows_both() {
    PaperSwitch paper = PaperSwitch.pair().holding(PATH, BYTES);
    paper.hashes.put(Algorithm.MD5, "ffff");
    expect(at(paper, "image-verified", IMAGE), FAIL, "ffff", "0a1b");
  }

  @Test
  void an_image_without_any_hash_is_told_by_its_size_alone_which_is_a_warning() {
    Image unhashed = hashed(Optional.empty(), Optional.empty());
    PaperSwitch paper = PaperSwitch.pair().holding(PATH, BYTES);
    expect(at(paper, "image-verified", unhashed), WARN, "only its size");
    assertThat(paper.asked).doesNotContain("hash");
  }

  @Test
  void a_file_that_is_not_whole_is_not_verified_at_the_cost_of_minutes() {
    PaperSwitch paper = PaperSwitch.pair().holding(PATH, BYTES - 1);
    expect(at(paper, "image-verified", IMAGE), UNKNOWN, "no whole image");
    assertThat(paper.asked).doesNotContain("hash");
  }

  private static Image hashed(Optional<String> md5, Optional<String> sha512) {
    return image(NAME, "16.12.4", new Source.OnDevice(), md5, sha512, Image.Status.APPROVED);
  }

  private static CheckResult space(long active, long standby) {
    PaperSwitch paper = PaperSwitch.pair();
    paper.storage = storage(active, standby);
    return at(paper, "flash-space");
  }

  private static CheckResult space(PaperSwitch paper, long active, long standby) {
    paper.storage = storage(active, standby);
    return at(paper, "flash-space", IMAGE);
  }

  private static List<Storage> storage(long active, long standby) {
    return List.of(
        new Storage("flash:", 11 * GIBIBYTE, active),
        new Storage("stby-flash:", 11 * GIBIBYTE, standby));
  }
}
