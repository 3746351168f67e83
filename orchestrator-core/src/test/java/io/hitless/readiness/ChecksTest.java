package io.hitless.readiness;

import static io.hitless.readiness.CheckResult.Result.FAIL;
import static io.hitless.readiness.CheckResult.Result.UNKNOWN;
import static io.hitless.readiness.Look.CHECKS;
import static io.hitless.readiness.Look.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.DeviceException;
import io.hitless.device.facts.FileHash.Algorithm;
import io.hitless.device.facts.Platform;
import io.hitless.readiness.ReadinessRun.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// All checks together.
class ChecksTest {
  private static final Set<String> PUBLISHED =
      Set.of(
          "platform-supported",
          "upgrade-path",
          "same-device",
          "software-version",
          "install-mode",
          "flash-space",
          "sso-mode",
          "standby-hot",
          "auto-boot",
          "issu-idle",
          "install-clean",
          "config-saved",
          "config-sync",
          "image-present",
          "image-verified",
          "redundancy-link");

  @Test
  void the_published_ids_are_all_there_and_none_is_renamed() {
    assertThat(CHECKS.ids()).isEqualTo(PUBLISHED);
  }

  @Test
  void a_healthy_pair_with_its_image_on_the_flash_is_ready() {
    PaperSwitch paper = ready();
    List<CheckResult> results = CHECKS.run(subject(paper, Optional.of(Look.image("16.12.04"))));
    assertThat(results).extracting(CheckResult::id).containsExactlyInAnyOrderElementsOf(PUBLISHED);
    assertThat(Verdict.of(results)).isEqualTo(Verdict.READY);
  }

  @Test
  void without_an_image_the_checks_that_need_one_are_left_out() {
    List<CheckResult> results = CHECKS.run(subject(PaperSwitch.chassis(), Optional.empty()));
    assertThat(results)
        .extracting(CheckResult::id)
        .hasSize(13)
        .doesNotContain("upgrade-path", "image-present", "image-verified");
    assertThat(Verdict.of(results)).isEqualTo(Verdict.READY);
  }

  @Test
  void each_question_is_asked_once_however_many_checks_need_it() {
    PaperSwitch paper = ready();
    CHECKS.run(subject(paper, Optional.of(Look.image("16.12.04"))));
    assertThat(paper.asked).doesNotHaveDuplicates();
  }

  @Test
  void an_answer_that_nobody_understands_is_unknown_with_the_devices_text_and_harms_no_other() {
    PaperSwitch paper =
        PaperSwitch.pair()
            .failing(
                "install",
                new DeviceException.UnrecognisedOutput(
                    "show install summary", "no header", "Gibberish\r\n\r\nof the switch  \r\n"));
    Map<String, CheckResult> results = run(paper);
    CheckResult clean = found(results, "install-clean");
    assertThat(clean.result()).isEqualTo(UNKNOWN);
    assertThat(clean.command()).isEqualTo("show install summary");
    assertThat(clean.evidence()).containsExactly("Gibberish", "of the switch");
    assertThat(results.values()).filteredOn(r -> r.result() == UNKNOWN).containsExactly(clean);
    assertThat(Verdict.of(List.copyOf(results.values()))).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void the_evidence_of_a_flood_is_cut() {
    String flood =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "x".repeat(1_000))
            .collect(Collectors.joining("\n"));
    CheckResult found =
        found(
            run(
                PaperSwitch.pair()
                    .failing(
                        "boot",
                        new DeviceException.UnrecognisedOutput("show boot", "a flood", flood))),
            "auto-boot");
    assertThat(found.evidence()).hasSize(61).allMatch(line -> line.length() < 310);
    assertThat(found.evidence().getLast()).contains("4940 more");
  }

  @Test
  void once_the_session_is_over_nothing_is_asked_any_more_and_every_check_left_says_so() {
    PaperSwitch paper =
        PaperSwitch.pair().failing("storage", new DeviceException.HungUp("cut in the middle"));
    Map<String, CheckResult> results = run(paper);
    assertThat(paper.asked.getLast()).isEqualTo("storage");
    assertThat(found(results, "flash-space").summary()).startsWith("The session broke off");
    assertThat(found(results, "auto-boot").result()).isEqualTo(UNKNOWN);
    assertThat(found(results, "auto-boot").summary()).startsWith("Not asked any more.");
    assertThat(found(results, "sso-mode").result())
        .as("judged from what was read before")
        .isEqualTo(CheckResult.Result.PASS);
  }

  @Test
  void a_stranger_is_not_asked_what_only_a_catalyst_understands() {
    PaperSwitch other = PaperSwitch.pair().platform(Platform.OTHER);
    Map<String, CheckResult> results = run(other);
    assertThat(other.asked).containsExactly("software");
    assertThat(found(results, "platform-supported").result()).isEqualTo(FAIL);
    assertThat(results.values())
        .filteredOn(r -> !r.id().equals("platform-supported"))
        .allMatch(r -> r.result() == UNKNOWN);
    PaperSwitch unread =
        PaperSwitch.pair()
            .failing(
                "software",
                new DeviceException.UnrecognisedOutput(
                    "show version", "no line 'Cisco IOS XE Software'", "JUNOS 21.4R3"));
    CheckResult platform = found(run(unread), "platform-supported");
    assertThat(platform.result()).isEqualTo(UNKNOWN);
    assertThat(platform.evidence()).containsExactly("JUNOS 21.4R3");
    assertThat(unread.asked).containsExactly("software");
  }

  @Test
  void whatever_single_question_fails_the_device_is_never_ready() {
    for (String question :
        List.of(
            "software",
            "topology",
            "redundancy",
            "standby",
            "boot",
            "issu",
            "install",
            "storage",
            "file",
            "hash",
            "link",
            "config-sync",
            "configuration")) {
      for (DeviceException why : everyWayToFail()) {
        PaperSwitch paper = ready().failing(question, why);
        List<CheckResult> results = CHECKS.run(subject(paper, Optional.of(Look.image("16.12.04"))));
        assertThat(Verdict.of(results)).as(question + " " + why.code()).isEqualTo(Verdict.UNKNOWN);
        assertThat(results).hasSize(PUBLISHED.size());
      }
    }
  }

  @Test
  void some_checks_can_be_looked_at_alone_and_one_that_does_not_exist_is_a_mistake() {
    PaperSwitch paper = PaperSwitch.pair();
    List<CheckResult> results =
        CHECKS.run(subject(paper, Optional.empty()), Set.of("issu-idle", "sso-mode"));
    assertThat(results).extracting(CheckResult::id).containsExactly("sso-mode", "issu-idle");
    assertThat(paper.asked).containsExactly("redundancy", "issu");
    assertThatThrownBy(() -> CHECKS.run(subject(paper, Optional.empty()), Set.of("sso-mod")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CHECKS.run(subject(paper, Optional.empty()), Set.of("upgrade-path")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_site_adds_checks_of_its_own_under_ids_that_are_free() {
    Check own =
        new Check() {
          @Override
          public String id() {
            return "site-uplinks";
          }

          @Override
          public CheckResult look(Subject subject) {
            return Finding.on(subject.readings().topology()).fail(this, "One uplink is down.");
          }
        };
    Checks checks = Checks.standard(UpgradeRules.shipped(), List.of(own));
    List<CheckResult> results = checks.run(subject(PaperSwitch.pair(), Optional.empty()));
    assertThat(results).extracting(CheckResult::id).contains("site-uplinks");
    assertThat(Verdict.of(results)).isEqualTo(Verdict.NOT_READY);
    assertThatThrownBy(() -> Checks.standard(UpgradeRules.shipped(), List.of(new SsoMode())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PaperSwitch ready() {
    PaperSwitch paper =
        PaperSwitch.pair().holding("flash:cat9k_iosxe.16.12.04.SPA.bin", Look.BYTES);
    paper.hashes.put(Algorithm.MD5, "0a1b");
    return paper;
  }

  static List<DeviceException> everyWayToFail() {
    return List.of(
        new DeviceException.Unreachable("refused"),
        new DeviceException.LoginRefused("denied"),
        new DeviceException.HostKeyChanged("core-1", "SHA256:b", new HashSet<>(Set.of("SHA256:a"))),
        new DeviceException.Silent("60 s"),
        new DeviceException.HungUp("gone"),
        new DeviceException.UnrecognisedOutput("show x", "unread", "text"),
        new DeviceException.UnexpectedPrompt("asked", "Really? [y/n]"),
        new DeviceException.NotAuthorised("Command authorization failed"));
  }

  private static Map<String, CheckResult> run(PaperSwitch paper) {
    return CHECKS.run(subject(paper, Optional.empty())).stream()
        .collect(Collectors.toMap(CheckResult::id, Function.identity()));
  }

  private static CheckResult found(Map<String, CheckResult> results, String id) {
    assertThat(results).containsKey(id);
    return results.get(id);
  }
}
