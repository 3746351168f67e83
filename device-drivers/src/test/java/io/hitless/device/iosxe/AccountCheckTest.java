package io.hitless.device.iosxe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.Change;
import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.HostKeyPolicy;
import io.hitless.device.IssuDriver;
import io.hitless.device.Secret;
import io.hitless.device.SessionLog;
import io.hitless.device.SshProfile;
import io.hitless.device.Target;
import io.hitless.device.command.Phrase;
import io.hitless.device.facts.Authorization;
import io.hitless.device.facts.Authorization.Answer;
import io.hitless.device.facts.Authorization.Permission;
import io.hitless.device.sim.CommandRecord;
import io.hitless.device.sim.SimulatedSwitch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What an account may do is found out over SSH, and nothing is changed by it.
@Timeout(60)
class AccountCheckTest {
  private static final IosXeDrivers DRIVERS =
      new IosXeDrivers(InstantSource.system(), DriverSettings.defaults());

  @AfterAll
  static void close() {
    DRIVERS.close();
  }

  @Test
  void an_account_of_privilege_15_without_a_server_may_do_everything_that_the_release_knows() {
    try (SimulatedSwitch device = SimulatedSwitch.builder().start()) {
      Authorization found = check(device);

      assertThat(found.privilege()).isEqualTo(15);
      assertThat(found.permissions())
          .extracting(Permission::answer)
          .containsOnly(Answer.ALLOWED, Answer.NOT_KNOWN);
      assertThat(of(found, "install-commit").answer()).isEqualTo(Answer.ALLOWED);
      assertThat(of(found, "show-issu-history").answer()).isEqualTo(Answer.NOT_KNOWN);
      nothingChanged(device);
    }
  }

  @Test
  void a_server_that_refuses_a_command_is_heard_and_what_it_says_to_changes_is_not_known() {
    try (SimulatedSwitch device =
        SimulatedSwitch.builder()
            .permitted("terminal .*", "show (?!install summary).*", "dir .*")
            .start()) {
      Authorization found = check(device);

      assertThat(of(found, "show-version").answer()).isEqualTo(Answer.ALLOWED);
      assertThat(of(found, "show-install-summary").answer()).isEqualTo(Answer.DENIED);
      assertThat(of(found, "show-install-summary").evidence())
          .containsExactly("Command authorization failed.");
      assertThat(of(found, "verify").answer()).isEqualTo(Answer.DENIED);
      assertThat(of(found, "install-commit").answer()).isEqualTo(Answer.UNKNOWN);
      assertThat(of(found, "install-commit").evidence())
          .containsExactly("aaa authorization commands 15 default group tacacs+ local");
      nothingChanged(device);
    }
  }

  @Test
  void where_even_the_configuration_of_the_server_may_not_be_seen_nothing_is_concluded() {
    try (SimulatedSwitch device =
        SimulatedSwitch.builder().permitted("terminal .*", "show privilege").start()) {
      Authorization found = check(device);

      assertThat(of(found, "show-version").answer()).isEqualTo(Answer.DENIED);
      assertThat(of(found, "install-commit").answer()).isEqualTo(Answer.UNKNOWN);
      nothingChanged(device);
    }
  }

  @Test
  void a_low_privilege_is_said_and_changes_nothing() {
    try (SimulatedSwitch device = SimulatedSwitch.builder().privilege(7).start();
        IssuDriver session = DRIVERS.meet(target(device), SessionLog.NONE)) {
      Authorization found = session.authorization();

      assertThat(found.privilege()).isEqualTo(7);
      assertThat(of(found, "install-commit").answer()).isEqualTo(Answer.DENIED);
      assertThat(of(found, "show-version").answer()).isEqualTo(Answer.UNKNOWN);
      assertThatThrownBy(() ->
              session.send(
                  new Change.Commit(),
                  new IssuDriver.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5))))
          .isInstanceOf(DeviceException.NotAuthorised.class);
      nothingChanged(device);
    }
  }

  private static Authorization check(SimulatedSwitch device) {
    try (IssuDriver session = DRIVERS.meet(target(device), SessionLog.NONE)) {
      return session.authorization();
    }
  }

  private static Permission of(Authorization found, String id) {
    return found.permissions().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private static void nothingChanged(SimulatedSwitch device) {
    Set<String> forms =
        Set.of(Phrase.values()).stream()
            .filter(it -> it.effect() == Phrase.Effect.CHANGES)
            .map(it -> it.form().split(" ", 2)[0])
            .collect(Collectors.toSet());
    assertThat(device.commands())
        .isNotEmpty()
        .noneMatch(CommandRecord::changing)
        .noneMatch(it -> forms.contains(it.line().split(" ", 2)[0]));
  }

  private static Target target(SimulatedSwitch device) {
    return new Target(
        device.hostname(),
        device.address(),
        device.port(),
        new Credentials(
            "issu", Optional.of(Secret.of("issu-password")), Optional.empty(), Optional.empty()),
        SshProfile.LEGACY,
        HostKeyPolicy.PINNED,
        Set.copyOf(device.hostKeys()));
  }
}
