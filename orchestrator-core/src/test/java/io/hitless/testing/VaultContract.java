package io.hitless.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hitless.audit.AuditQuery;
import io.hitless.audit.AuditTrail;
import io.hitless.device.Credentials;
import io.hitless.device.Secret;
import io.hitless.inventory.Credential;
import io.hitless.inventory.CredentialUse;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;
import io.hitless.page.Changed;
import io.hitless.page.PageRequest;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every keeper of credentials keeps.
public abstract class VaultContract {

  protected abstract Vault vault();

  protected abstract AuditTrail audit();

  /// Registers a device that logs in with this credential.
  protected abstract void deviceWith(String credential);

  private static String name() {
    return "noc-" + UUID.randomUUID();
  }

  @Test
  void secrets_come_out_as_they_went_in() {
    String name = name();
    vault().add(name, Credential.Source.STORED, Some.login());
    assertThat(vault().open(name)).contains(Some.login());
    assertThat(vault().open("nobody")).isEmpty();
  }

  @Test
  void each_use_is_written_down_with_the_job_and_the_device_and_no_secret() {
    String name = name();
    vault().add(name, Credential.Source.STORED, Some.login());
    var job = UUID.randomUUID();
    var device = Some.deviceId();
    assertThat(vault().open(name, CredentialUse.byJob(job, device))).contains(Some.login());
    assertThat(vault().open("nobody", CredentialUse.byJob(job, device))).isEmpty();
    var query =
        new AuditQuery(
            Optional.empty(),
            Optional.of("credential.use"),
            Optional.of(job),
            Optional.of(device),
            Optional.empty(),
            Optional.empty());
    var uses = audit().list(query, PageRequest.first(5)).items();
    assertThat(uses).hasSize(1);
    assertThat(uses.getFirst().entry().data())
        .containsEntry("credential", name)
        .containsEntry("purpose", "device-login");
    assertThat(uses.toString()).doesNotContain("correct horse").doesNotContain("battery");
  }

  @Test
  void a_credential_tells_which_secrets_it_has_and_none_of_them() {
    String name = name();
    Credential added = vault().add(name, Credential.Source.STORED, Some.login());
    assertThat(vault().find(name)).contains(added);
    assertThat(added.username()).isEqualTo("issu");
    assertThat(added.hasPassword()).isTrue();
    assertThat(added.hasEnableSecret()).isTrue();
    assertThat(added.hasPrivateKey()).isFalse();
    assertThat(added.toString()).doesNotContain("correct horse").doesNotContain("battery");
  }

  @Test
  void two_credentials_never_share_a_name() {
    String name = name();
    vault().add(name, Credential.Source.STORED, Some.login());
    assertThatExceptionOfType(Devices.NameTaken.class)
        .isThrownBy(() -> vault().add(name, Credential.Source.STORED, Some.login()));
  }

  @Test
  void a_change_needs_the_version_that_was_read_and_replaces_every_secret() {
    String name = name();
    Credential first = vault().add(name, Credential.Source.STORED, Some.login());
    var other =
        new Credentials("issu2", Optional.of(Secret.of("new")), Optional.empty(), Optional.empty());
    Credential next = vault().replace(name, first.version(), Credential.Source.STORED, other);
    assertThat(next.version()).isGreaterThan(first.version());
    assertThat(next.hasEnableSecret()).isFalse();
    assertThat(vault().open(name)).contains(other);
    assertThatExceptionOfType(Changed.class)
        .isThrownBy(
            () -> vault().replace(name, first.version(), Credential.Source.STORED, Some.login()));
    assertThatExceptionOfType(Changed.class)
        .isThrownBy(() -> vault().remove(name, first.version()));
    vault().remove(name, next.version());
    assertThat(vault().find(name)).isEmpty();
    assertThat(vault().open(name)).isEmpty();
  }

  @Test
  void a_credential_that_a_device_names_is_not_removed() {
    String name = name();
    Credential added = vault().add(name, Credential.Source.STORED, Some.login());
    deviceWith(name);
    assertThatExceptionOfType(Devices.StillInUse.class)
        .isThrownBy(() -> vault().remove(name, added.version()));
  }

  @Test
  void credentials_are_listed() {
    String name = name();
    Credential added = vault().add(name, Credential.Source.STORED, Some.login());
    assertThat(vault().list(PageRequest.first(500)).items()).contains(added);
  }
}
