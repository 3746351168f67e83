package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.approval.HostKeyProposal;
import io.hitless.approval.HostKeyProposals;
import io.hitless.approval.Lifted;
import io.hitless.device.HostKeyPolicy;
import io.hitless.event.Event;
import io.hitless.event.RecordedEvent;
import io.hitless.inventory.Device;
import io.hitless.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Proposed host keys, and who took a switch out of four eyes.
class FourEyesRowsTest {
  private static final String NEW_KEY = "SHA256:uNiVztksCsDhcc0u9e8BrVJCWvgxU6jRz7Yc1aB5yqk";
  private static final Instant NOW = Some.NOW;

  private HikariDataSource database;
  private Repositories repositories;
  private HostKeyProposals proposals;
  private Lifted lifted;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    repositories =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
    proposals = repositories.hostKeyProposals();
    lifted = repositories.lifted();
  }

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  private Device registered() {
    Device device = Some.device("core-" + UUID.randomUUID());
    repositories.devices().add(device);
    return now(device);
  }

  private Device now(Device device) {
    return repositories.devices().find(device.id()).orElseThrow();
  }

  private HostKeyProposal proposed(Device device) {
    var proposal =
        new HostKeyProposal(
            UUID.randomUUID(),
            device.id(),
            NEW_KEY,
            "new supervisor",
            "nora's key",
            "nora",
            device.version(),
            NOW,
            NOW.plus(Duration.ofDays(1)));
    proposals.propose(proposal, said(Event.DeviceNote.HOST_KEY_PROPOSED, device));
    return proposal;
  }

  private static Event said(String type, Device device) {
    return new Event.DeviceNote(type, device.id(), Optional.empty(), Map.of());
  }

  private boolean decide(HostKeyProposal proposal, boolean yes, Instant at, Device device) {
    String type = yes ? Event.DeviceNote.HOST_KEY_PINNED : Event.DeviceNote.HOST_KEY_DENIED;
    return proposals.decide(proposal, yes, "ada", "read at the console", at, said(type, device));
  }

  private List<String> events() {
    return repositories.events().after(0, Optional.empty(), 500).stream()
        .map(RecordedEvent::type)
        .filter(type -> type.startsWith("security."))
        .toList();
  }

  @Test
  void a_proposed_key_is_pinned_beside_the_others_by_one_decision() {
    Device device = registered();
    HostKeyProposal proposal = proposed(device);
    assertThat(proposals.open(device.id(), NOW)).containsExactly(proposal);
    assertThat(proposals.find(device.id(), proposal.id())).contains(proposal);
    assertThat(proposals.find(Some.deviceId(), proposal.id())).isEmpty();

    assertThat(decide(proposal, true, NOW, device)).isTrue();

    assertThat(now(device).hostKeys()).containsExactlyInAnyOrder(Some.KEY, NEW_KEY);
    assertThat(now(device).version()).isEqualTo(device.version() + 1);
    assertThat(proposals.open(device.id(), NOW)).isEmpty();
    assertThat(decide(proposal, true, NOW, device)).isFalse();
    assertThat(decide(proposal, false, NOW, device)).isFalse();
    assertThat(events()).containsExactly("security.host-key-proposed", "security.host-key-pinned");
  }

  @Test
  void a_no_pins_nothing_and_is_the_last_word() {
    Device device = registered();
    HostKeyProposal proposal = proposed(device);
    assertThat(decide(proposal, false, NOW, device)).isTrue();
    assertThat(decide(proposal, true, NOW, device)).isFalse();
    assertThat(now(device)).isEqualTo(device);
    assertThat(events()).containsExactly("security.host-key-proposed", "security.host-key-denied");
  }

  @Test
  void a_device_that_was_changed_since_or_a_day_that_is_over_leaves_everything_as_it_was() {
    Device device = registered();
    HostKeyProposal late = proposed(device);
    assertThat(proposals.open(device.id(), late.until())).isEmpty();
    assertThat(decide(late, true, late.until(), device)).isFalse();
    repositories.devices().replace(device);
    assertThat(decide(late, true, NOW, device)).isFalse();
    assertThat(now(device).hostKeys()).containsExactly(Some.KEY);
    assertThat(events()).containsExactly("security.host-key-proposed");
  }

  @Test
  void of_two_keys_proposed_at_once_and_many_that_agree_one_is_pinned() throws Exception {
    Device device = registered();
    List<Callable<Boolean>> decisions = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      HostKeyProposal proposal = proposed(device);
      decisions.addAll(Collections.nCopies(8, () -> decide(proposal, true, NOW, device)));
    }
    int agreed = 0;
    try (ExecutorService persons = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> decision : persons.invokeAll(decisions)) {
        agreed += decision.get() ? 1 : 0;
      }
    }
    assertThat(agreed).isEqualTo(1);
    assertThat(now(device).version()).isEqualTo(device.version() + 1);
    assertThat(events()).filteredOn("security.host-key-pinned"::equals).hasSize(1);
  }

  @Test
  void who_took_a_switch_out_of_four_eyes_is_known_also_when_it_is_registered_anew() {
    Device device = registered();
    assertThat(lifted.by(device)).isEmpty();
    lifted.keep(device, "nora", NOW, said(Event.DeviceNote.FOUR_EYES_LIFTED, device));
    assertThat(lifted.by(now(device))).contains("nora");
    repositories.devices().remove(device.id(), device.version());

    // Some.device has the same address each time, and here other keys.
    Device anew = Some.device("harmless", Set.of("SHA256:other"), HostKeyPolicy.TRUST_ON_FIRST_USE);
    assertThat(lifted.by(anew)).contains("nora");
    lifted.keep(anew, "ada", NOW, said(Event.DeviceNote.FOUR_EYES_LIFTED, anew));
    assertThat(lifted.by(anew)).contains("ada");
    assertThat(lifted.by(device)).contains("ada");
    assertThat(events()).containsOnly("security.four-eyes-lifted").hasSize(2);
    JdbcClient sql = JdbcClient.create(database);
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> sql.sql("UPDATE four_eyes_lifted SET person = 'x'").update());
  }
}
