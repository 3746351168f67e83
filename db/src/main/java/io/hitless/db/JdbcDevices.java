package io.hitless.db;

import io.hitless.event.Event;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceFilter;
import io.hitless.inventory.DeviceId;
import io.hitless.inventory.Devices;
import io.hitless.job.JobId;
import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The register of devices.
final class JdbcDevices implements Devices {
  private static final Cursor CURSOR = new Cursor("devices");

  private final JdbcClient sql;
  private final JdbcTransactions transactions;
  private final JdbcEvents events;
  private final Executions executions;
  private final DeviceRow rows;

  JdbcDevices(
      JdbcClient sql,
      JdbcTransactions transactions,
      JdbcEvents events,
      Executions executions,
      Json json) {
    this.sql = sql;
    this.transactions = transactions;
    this.events = events;
    this.executions = executions;
    this.rows = new DeviceRow(json);
  }

  @Override
  public void add(Device device) {
    transactions.run(() -> {
      holdCredential(device.credential());
      int added =
          sql.sql(
                  """
                  INSERT INTO device (id, name, address, port, credential, site, role, tags,
                    redundancy_group, ssh_profile, host_key_policy, host_keys, facts, platform,
                    version, created_at, updated_at)
                  VALUES (:id, :name, :address, :port, :credential, :site, :role, :tags,
                    :redundancyGroup, :sshProfile, :hostKeyPolicy, :hostKeys, :facts::jsonb,
                    :platform, :version, :created, :updated)
                  ON CONFLICT (name) DO NOTHING
                  """)
              .params(rows.columns(device))
              .params(rows.facts(device.facts()))
              .param("created", Columns.time(device.createdAt()))
              .update();
      if (added == 0) {
        throw new NameTaken(device.name());
      }
    });
  }

  @Override
  public Optional<Device> find(DeviceId id) {
    return sql.sql("SELECT * FROM device WHERE id = :id")
        .param("id", id.value())
        .query(rows::device)
        .optional();
  }

  @Override
  public Optional<Device> findByName(String name) {
    return sql.sql("SELECT * FROM device WHERE name = :name")
        .param("name", name)
        .query(rows::device)
        .optional();
  }

  @Override
  public List<Device> sameSwitch(Device device, Set<String> roles, Set<String> sites) {
    List<String> serials = device.facts().map(DeviceFacts::serials).orElse(List.of());
    return sql.sql(
            """
            SELECT * FROM device
            WHERE id <> :id AND (role = ANY (:roles) OR site = ANY (:sites))
              AND (lower(address) = lower(:address) AND port = :port
                OR host_keys && :keys::text[]
                OR jsonb_exists_any(facts -> 'serials', :serials::text[]))
            ORDER BY id
            """)
        .param("id", device.id().value())
        .param("roles", Columns.texts(roles))
        .param("sites", Columns.texts(sites))
        .param("address", device.address())
        .param("port", device.port())
        .param("keys", Columns.texts(device.hostKeys()))
        .param("serials", Columns.texts(Set.copyOf(serials)))
        .query(rows::device)
        .list();
  }

  @Override
  public Page<Device> list(DeviceFilter filter, PageRequest page) {
    var where =
        new Where("id > :after", "after", CURSOR.afterId(page))
            .and("name = :name", "name", filter.name())
            .and("site = :site", "site", filter.site())
            .and("role = :role", "role", filter.role())
            .and("tags @> ARRAY[:tag]::text[]", "tag", filter.tag())
            .and("platform = :platform", "platform", filter.platform().map(Enum::name))
            .within(filter.scope(), Within.DEVICE);
    var found =
        sql.sql("SELECT * FROM device WHERE " + where.text() + " ORDER BY id LIMIT :limit")
            .params(where.values())
            .param("limit", page.limit() + 1)
            .query(rows::device)
            .list();
    return CURSOR.page(found, page, Device::id);
  }

  /// What was seen of the device is not an operator's to replace: it stays as the row has it.
  @Override
  public Device replace(Device device) {
    try {
      return transactions.inOne(() -> {
        holdCredential(device.credential());
        Device after =
            sql.sql(
                    """
                    UPDATE device SET name = :name, address = :address, port = :port,
                      credential = :credential, site = :site, role = :role, tags = :tags,
                      redundancy_group = :redundancyGroup, ssh_profile = :sshProfile,
                      host_key_policy = :hostKeyPolicy, host_keys = :hostKeys,
                      version = version + 1, updated_at = :updated
                    WHERE id = :id AND version = :version
                    RETURNING *
                    """)
                .params(rows.columns(device))
                .query(rows::device)
                .optional()
                .orElseThrow(() -> new Changed("device " + device.id()));
        lookAgain(device.id());
        return after;
      });
    } catch (DuplicateKeyException taken) {
      throw new NameTaken(device.name());
    }
  }

  /// Whether a second person has to approve depends on the device's labels: who waits for one asks
  /// again, since nobody may come who would.
  private void lookAgain(DeviceId device) {
    sql.sql(
            """
            SELECT id FROM job WHERE device = :device AND open AND 'APPROVAL' = ANY (waiting_for)
            """)
        .param("device", device.value())
        .query((row, _) -> new JobId(Columns.uuid(row, "id")))
        .list()
        .forEach(executions::lookAgain);
  }

  @Override
  public void remove(DeviceId id, long version) {
    transactions.run(() -> {
      // Locked first: a job for it is created before or after, never at the same time.
      boolean there =
          !sql.sql("SELECT id FROM device WHERE id = :id AND version = :version FOR UPDATE")
              .param("id", id.value())
              .param("version", version)
              .query()
              .listOfRows()
              .isEmpty();
      if (!there) {
        throw new Changed("device " + id);
      }
      boolean busy =
          sql.sql("SELECT EXISTS (SELECT FROM job WHERE device = :id AND open)")
              .param("id", id.value())
              .query(Boolean.class)
              .single();
      if (busy) {
        throw new StillInUse("an open job upgrades device " + id);
      }
      sql.sql("DELETE FROM device WHERE id = :id").param("id", id.value()).update();
    });
  }

  @Override
  public void learned(DeviceId id, DeviceFacts facts) {
    transactions.run(() -> {
      Optional<Device> before =
          sql.sql("SELECT * FROM device WHERE id = :id FOR NO KEY UPDATE")
              .param("id", id.value())
              .query(rows::device)
              .optional();
      if (before.isEmpty()) {
        return;
      }
      sql.sql("UPDATE device SET facts = :facts::jsonb, platform = :platform WHERE id = :id")
          .params(rows.facts(Optional.of(facts)))
          .param("id", id.value())
          .update();
      if (!before.get().facts().map(old -> sameButForTime(old, facts)).orElse(false)) {
        events.append(List.of(changed(id, facts)));
      }
    });
  }

  /// A new pin changes the version, so that a change made from what was read before doesn't undo
  /// it.
  @Override
  public boolean pinFirstKey(DeviceId id, String fingerprint) {
    return sql.sql(
                """
                UPDATE device SET host_keys = ARRAY[:key], version = version + 1
                WHERE id = :id AND host_keys = '{}' AND host_key_policy = 'TRUST_ON_FIRST_USE'
                """)
            .param("id", id.value())
            .param("key", fingerprint)
            .update()
        == 1;
  }

  /// Keeps the credential from being removed until this transaction ends.
  private void holdCredential(String name) {
    sql.sql("SELECT name FROM credential WHERE name = :name FOR KEY SHARE")
        .param("name", name)
        .query()
        .listOfRows();
  }

  private static boolean sameButForTime(DeviceFacts old, DeviceFacts now) {
    return at(old, Instant.EPOCH).equals(at(now, Instant.EPOCH));
  }

  private static DeviceFacts at(DeviceFacts facts, Instant observed) {
    return new DeviceFacts(
        facts.platform(),
        facts.model(),
        facts.topology(),
        facts.hostname(),
        facts.fileSystem(),
        facts.serials(),
        facts.units(),
        observed);
  }

  private static Event changed(DeviceId id, DeviceFacts facts) {
    return new Event.DeviceNote(
        Event.DeviceNote.FACTS_CHANGED,
        id,
        Optional.empty(),
        Map.of(
            "platform",
            facts.platform().name(),
            "hostname",
            facts.hostname(),
            "serials",
            facts.serials(),
            "units",
            facts.units().stream()
                .map(unit -> unit.name() + " " + unit.role() + " " + unit.version())
                .toList()));
  }
}
