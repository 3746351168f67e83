package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.device.HostKeyPolicy;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFilter;
import io.hitless.inventory.DeviceId;
import io.hitless.job.JobFilter;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import io.hitless.page.TimeOrderedIds;
import io.hitless.page.UnknownCursor;
import io.hitless.testing.Some;
import io.hitless.testing.TickingClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lists that are walked while rows are added.
class PagingTest {
  private final TickingClock clock = new TickingClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(7));
  private HikariDataSource database;
  private Repositories repositories;

  @BeforeEach
  void open() {
    database = TestDatabase.shared().fresh();
    repositories =
        Repositories.on(
            database,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()));
  }

  @AfterEach
  void close() {
    repositories.close();
    database.close();
  }

  private DeviceId added(String name) {
    clock.tick(Duration.ofMillis(1));
    Device like = Some.device(name, Set.of(), HostKeyPolicy.TRUST_ON_FIRST_USE);
    Device device =
        new Device(
            new DeviceId(ids.next()),
            name,
            like.address(),
            like.port(),
            like.credential(),
            like.site(),
            like.role(),
            like.tags(),
            like.redundancyGroup(),
            like.sshProfile(),
            like.hostKeyPolicy(),
            like.hostKeys(),
            Optional.empty(),
            1,
            like.createdAt(),
            like.updatedAt());
    repositories.devices().add(device);
    return device.id();
  }

  @Test
  void a_walk_meets_what_was_there_once_while_rows_come_and_go() {
    List<DeviceId> there = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      there.add(added("before-" + i));
    }
    List<DeviceId> met = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    int round = 0;
    do {
      Page<Device> page = repositories.devices().list(DeviceFilter.ALL, new PageRequest(cursor, 3));
      page.items().forEach(device -> met.add(device.id()));
      cursor = page.next();
      if (round < 10) {
        added("during-" + round);
      }
      if (round == 2) {
        // The very row that the cursor names goes away.
        repositories.devices().remove(met.getLast(), 1);
      }
      round++;
    } while (cursor.isPresent());
    assertThat(met).doesNotHaveDuplicates().containsAll(there);
    assertThat(met.subList(0, there.size())).containsExactlyElementsOf(there);
  }

  @Test
  void a_last_page_that_is_full_has_no_next() {
    added("one");
    added("two");
    Page<Device> page = repositories.devices().list(DeviceFilter.ALL, PageRequest.first(2));
    assertThat(page.items()).hasSize(2);
    assertThat(page.next()).isEmpty();
  }

  @Test
  void a_cursor_of_another_list_is_refused() {
    added("one");
    added("two");
    String ofDevices =
        repositories.devices().list(DeviceFilter.ALL, PageRequest.first(1)).next().orElseThrow();
    PageRequest wrong = new PageRequest(Optional.of(ofDevices), 10);
    assertThatExceptionOfType(UnknownCursor.class)
        .isThrownBy(() -> repositories.jobs().list(JobFilter.ALL, wrong));
    assertThatExceptionOfType(UnknownCursor.class)
        .isThrownBy(() -> repositories.images().list(wrong));
    assertThatExceptionOfType(UnknownCursor.class)
        .isThrownBy(() -> repositories.vault().list(wrong));
    for (String nonsense :
        List.of("", "x", "%%%", ofDevices + "A", ofDevices.substring(1), "AAAA")) {
      assertThatExceptionOfType(UnknownCursor.class)
          .isThrownBy(() ->
              repositories
                  .devices()
                  .list(DeviceFilter.ALL, new PageRequest(Optional.of(nonsense), 10)));
    }
  }

  @Test
  void credentials_are_walked_by_name() {
    for (String name : List.of("Zürich", "a b", "noc", "NOC", "0")) {
      repositories.vault().add(name, Credential.Source.STORED, Some.login());
    }
    List<String> met = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Credential> page = repositories.vault().list(new PageRequest(cursor, 2));
      page.items().forEach(credential -> met.add(credential.name()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(met).containsExactly("0", "NOC", "Zürich", "a b", "noc");
  }
}
